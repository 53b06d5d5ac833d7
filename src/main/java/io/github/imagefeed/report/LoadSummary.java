package io.github.imagefeed.report;

import io.github.imagefeed.report.FigureTable.Column;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The main table of runs that load or train: a row for each who took part. */
final class LoadSummary {

  /** What makes a row; costs of loading, as processor time, are figures beside these. */
  private static final List<String> MAIN =
      List.of(
          MetricNames.STORE_WRITE,
          MetricNames.EPOCH_LOAD,
          MetricNames.EPOCH_COLD,
          MetricNames.TRAIN_EPOCH,
          MetricNames.TEST_ACCURACY);

  private record Cells(Column column, Function<String, Optional<String>> cell) {}

  private final Readings readings;

  private LoadSummary(RunResult result) {
    this.readings = new Readings(result);
  }

  static boolean hasLoads(Selection all) {
    return !all.named(MetricNames.EPOCH_LOAD).isEmpty();
  }

  static Optional<FigureTable> table(RunResult result, Selection all) {
    RunResult contestants = contestants(result, all);
    return new LoadSummary(contestants).table(Selection.of(contestants));
  }

  /**
   * The run with each format once: without numbers of processes or folds, and of workers only where
   * a format was not measured without. Plots show the others.
   */
  static RunResult contestants(RunResult result, Selection all) {
    return new RunResult(result.run(), all.plainOrBy(SettingNames.WORKERS).list(), result.notes());
  }

  private Optional<FigureTable> table(Selection all) {
    List<Cells> columns = new ArrayList<>();
    columns.add(median("write", MetricNames.STORE_WRITE, Unit.SECONDS));
    columns.add(median("on disk", MetricNames.DISK_BYTES, Unit.BYTES));
    List<String> orders = orders(all);
    String last = orders.isEmpty() ? "" : orders.get(orders.size() - 1);
    for (String order : orders) {
      columns.add(
          number(order + " load", l -> readings.load(l, order).map(m -> seconds(m.median()))));
      columns.add(number("× memory", l -> readings.timesMemory(l, order).map(Figures::plain)));
      if (order.equals(last)) { // once: it says the same as the time
        columns.add(
            number(
                order + " images/s", l -> readings.imagesPerSecond(l, order).map(Figures::plain)));
      }
    }
    for (String order : all.named(MetricNames.EPOCH_COLD).orders()) {
      columns.add(
          number(
              order + ", cold",
              l -> readings.median(MetricNames.EPOCH_COLD, l, order).map(LoadSummary::seconds)));
    }
    columns.add(median("training epoch", MetricNames.TRAIN_EPOCH, Unit.SECONDS));
    columns.add(number("waiting", l -> readings.waitShare(l).map(Figures::share)));
    columns.add(median("overhead", MetricNames.TRAIN_OVERHEAD, Unit.SHARE));
    columns.add(
        number(
            "test acc.",
            l ->
                readings
                    .find(MetricNames.TEST_ACCURACY, l)
                    .map(Measurement::last)
                    .map(Figures::share)));
    List<List<String>> rows = new ArrayList<>();
    Set<String> shown = new LinkedHashSet<>(readings.labels());
    shown.retainAll(measured());
    for (String label : shown) {
      List<String> row = new ArrayList<>();
      row.add(label);
      columns.forEach(c -> row.add(c.cell().apply(label).orElse(FigureTable.MISSING)));
      rows.add(row);
    }
    List<Column> headers = new ArrayList<>();
    headers.add(Column.text("format"));
    columns.forEach(c -> headers.add(c.column()));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FigureTable("Medians; load times are those of an epoch.", headers, rows)
                .withoutMissingColumns());
  }

  private Set<String> measured() {
    Set<String> labels = new LinkedHashSet<>();
    for (String label : readings.labels()) {
      if (MAIN.stream().anyMatch(name -> readings.find(name, label).isPresent())) {
        labels.add(label);
      }
    }
    return labels;
  }

  private static List<String> orders(Selection all) {
    return all.named(MetricNames.EPOCH_LOAD).orders();
  }

  private Cells median(String header, String name, Unit unit) {
    return number(header, l -> readings.find(name, l).map(m -> unit.text(m.median())));
  }

  private static Cells number(String header, Function<String, Optional<String>> cell) {
    return new Cells(Column.number(header), cell);
  }

  private static String seconds(double seconds) {
    return Unit.SECONDS.text(seconds);
  }
}
