package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MedianInterval;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** What loading cost a training: a sentence for each store, and a column of figures. */
public final class OverheadTable {

  /** A figure: what it says, and how it is read. */
  private record Row(
      String meaning, String unit, String metric, boolean cold, DoubleFunction<String> figure) {

    Optional<Measurement> of(RunResult result, String format) {
      Map<String, String> settings =
          cold ? Map.of(SettingNames.CACHE, SettingNames.COLD) : Map.of();
      return result.find(metric, Measurement.label(format, settings), OrderNames.SHUFFLED);
    }
  }

  private static final List<Row> ROWS =
      List.of(
          percent("longer than fed from memory", MetricNames.TRAIN_OVERHEAD, false),
          percent("gone if fed from memory", MetricNames.PREP_STALL, false),
          percent("waiting, as measured", MetricNames.TRAIN_WAIT_SHARE, false),
          percent("the same, cold epoch", MetricNames.TRAIN_WAIT_SHARE, true),
          percent("cold epoch, gone when warm", MetricNames.FETCH_STALL, true),
          percent("the same, by waits alone", MetricNames.FETCH_STALL_WAIT, true),
          percent("model at work (AU)", MetricNames.ACCELERATOR_UTILISATION, false),
          percent("the same, cold epoch", MetricNames.ACCELERATOR_UTILISATION, true),
          new Row(
              "step fed from memory",
              "ms",
              MetricNames.TRAIN_STEP_MEMORY,
              false,
              OverheadTable::milli),
          new Row(
              "step fed from the store", "ms", MetricNames.TRAIN_STEP, false, OverheadTable::milli),
          new Row(
              "wait for a batch, median",
              "µs",
              MetricNames.BATCH_WAIT_P50,
              false,
              OverheadTable::micro),
          new Row(
              "wait for a batch, p99",
              "µs",
              MetricNames.BATCH_WAIT_P99,
              false,
              OverheadTable::micro),
          new Row(
              "the same, cold, median",
              "µs",
              MetricNames.BATCH_WAIT_P50,
              true,
              OverheadTable::micro),
          new Row(
              "the same, cold, p99", "µs", MetricNames.BATCH_WAIT_P99, true, OverheadTable::micro),
          new Row(
              "epoch, loading alone", "ms", MetricNames.EPOCH_LOAD, false, OverheadTable::milli),
          new Row("its processor time", "ms", MetricNames.EPOCH_CPU, false, OverheadTable::milli),
          new Row("model could be faster by", "×", MetricNames.HEADSPACE, false, Figures::plain));

  private static final String NOTE =
      "Medians of n samples, with the 95 % interval of the median in brackets where at least six"
          + " give one. Some steps fed from memory and some from the store (page cache warm) take"
          + " turns, each pair a sample. Gone if fed from memory: the prep stall of DS-Analyzer"
          + " (Mohan et al., VLDB 2021); gone when warm: its fetch stall. AU: MLPerf Storage's"
          + " accelerator utilisation. Loading alone is done as this training loads.";

  private final RunResult result;

  private OverheadTable(RunResult result) {
    this.result = result;
  }

  private static String milli(double seconds) {
    return Figures.plain(seconds * 1e3);
  }

  private static String micro(double seconds) {
    return Figures.plain(seconds * 1e6);
  }

  private static Row percent(String meaning, String metric, boolean cold) {
    return new Row(meaning, "%", metric, cold, Figures::percent);
  }

  /** Sentences, table and what it shows; says so where nothing of the kind was measured. */
  public static String render(RunResult result) {
    return new OverheadTable(result).text();
  }

  /** The same for a page; none where nothing of the kind was measured. */
  static List<FigureTable> tables(RunResult result) {
    OverheadTable table = new OverheadTable(result);
    List<String> formats = table.formats();
    if (formats.isEmpty()) {
      return List.of();
    }
    List<FigureTable.Column> columns = new ArrayList<>();
    columns.add(FigureTable.Column.text("what"));
    columns.add(FigureTable.Column.number("n"));
    formats.forEach(format -> columns.add(FigureTable.Column.number(format)));
    String sentences =
        formats.stream()
            .map(format -> capital(table.sentence(format)) + " ")
            .collect(Collectors.joining());
    return List.of(new FigureTable(sentences + NOTE, columns, table.rows(formats)));
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private List<String> formats() {
    return result.measurements().stream()
        .filter(m -> m.name().equals(MetricNames.TRAIN_STEP_MEMORY))
        .map(Measurement::format)
        .distinct()
        .toList();
  }

  private String text() {
    List<String> formats = formats();
    if (formats.isEmpty()) {
      return "What loading costs was not measured.";
    }
    List<String> parts = new ArrayList<>();
    formats.forEach(format -> parts.add(TextWrap.wrap(sentence(format))));
    TextTable together = table(formats);
    if (together.width() <= TextWrap.WIDTH) {
      parts.add(together.render());
    } else {
      formats.forEach(format -> parts.add(table(List.of(format)).render()));
    }
    parts.add(TextWrap.wrap(NOTE));
    result.notes().forEach(note -> parts.add(TextWrap.wrap(note)));
    return String.join("\n\n", parts);
  }

  private TextTable table(List<String> formats) {
    List<TextTable.Column> columns = new ArrayList<>();
    columns.add(TextTable.left("what"));
    columns.add(TextTable.right("n"));
    formats.forEach(format -> columns.add(TextTable.right(format)));
    TextTable table = new TextTable(columns);
    rows(formats).forEach(table::row);
    return table;
  }

  private List<List<String>> rows(List<String> formats) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : ROWS) {
      OptionalInt samples =
          formats.stream()
              .flatMap(format -> row.of(result, format).stream())
              .mapToInt(m -> m.samples().size())
              .max();
      if (samples.isEmpty()) {
        continue; // nothing cold was measured
      }
      List<String> cells = new ArrayList<>();
      cells.add(row.meaning() + ", " + row.unit());
      cells.add(Figures.count(samples.getAsInt()));
      for (String format : formats) {
        cells.add(row.of(result, format).map(m -> cell(m, row.figure())).orElse(TextTable.MISSING));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static String cell(Measurement m, DoubleFunction<String> figure) {
    return figure.apply(m.median())
        + MedianInterval.of(m.samples())
            .map(i -> " [" + figure.apply(i.low()) + ".." + figure.apply(i.high()) + "]")
            .orElse("");
  }

  private String sentence(String format) {
    return FormatName.spoken(format)
        + ": "
        + cost(format)
        + "; the model could be "
        + median(MetricNames.HEADSPACE, format).map(Figures::plain).orElse(TextTable.MISSING)
        + " times faster before loading were the limit.";
  }

  /** What the epoch would be shorter by: the part of it that loading takes. */
  private String cost(String format) {
    Optional<Measurement> stall = result.find(MetricNames.PREP_STALL, format, OrderNames.SHUFFLED);
    String waiting =
        median(MetricNames.TRAIN_WAIT_SHARE, format)
            .map(w -> "measured waiting is " + Figures.share(w))
            .orElse("waiting was not measured");
    Optional<MedianInterval> interval = stall.flatMap(m -> MedianInterval.of(m.samples()));
    if (interval.isEmpty()) {
      return "too few pairs to tell what loading costs an epoch; " + waiting;
    }
    String figures =
        Figures.share(interval.get().median())
            + " ["
            + Figures.percent(interval.get().low())
            + ".."
            + Figures.percent(interval.get().high())
            + "]";
    if (interval.get().low() <= 0 && interval.get().high() >= 0) {
      return "what loading costs an epoch is not told apart from nothing, "
          + figures
          + "; "
          + waiting;
    }
    if (interval.get().high() < 0) {
      return "steps fed from the store were quicker than those from memory, "
          + figures
          + ", so something else disturbed the measurement; "
          + waiting;
    }
    return "loading costs " + figures + " of an epoch; " + waiting;
  }

  private Optional<Double> median(String metric, String format) {
    return result.find(metric, format, OrderNames.SHUFFLED).map(Measurement::median);
  }
}
