package io.github.imagefeed.report;

import io.github.imagefeed.result.FoldStatistics;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A cross-validation on one screen. */
public final class FoldReport {

  /** More folds than these are summed up alone. */
  private static final int MOST_ROWS = 40;

  private FoldReport() {}

  /**
   * Accuracy of each fold, what they say together, and, for a store in folds, what its layout
   * gained.
   *
   * @param folds that the images were divided into
   */
  public static String render(RunResult result, int folds) {
    List<Measurement> accuracies = accuracies(result);
    StringBuilder text = new StringBuilder();
    if (accuracies.size() <= MOST_ROWS) {
      text.append(table(accuracies)).append("\n\n");
    }
    if (accuracies.size() >= 2) {
      FoldStatistics all =
          FoldStatistics.of(accuracies.stream().map(Measurement::last).toList(), folds);
      text.append(sentence(all));
    }
    loading(result).ifPresent(lines -> text.append("\n\n").append(lines));
    result.notes().forEach(note -> text.append("\n\n").append(TextWrap.wrap(note)));
    return text.toString();
  }

  private static List<Measurement> accuracies(RunResult result) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(MetricNames.TEST_ACCURACY))
        .filter(m -> m.settings().containsKey(SettingNames.FOLD))
        .toList();
  }

  /** The same for a page, without what its plot of the folds shows. */
  static List<FigureTable> tables(RunResult result) {
    List<FigureTable> tables = new ArrayList<>();
    List<Measurement> accuracies = accuracies(result);
    int folds =
        (int) accuracies.stream().map(m -> m.settings().get(SettingNames.FOLD)).distinct().count();
    if (folds >= 2) {
      FoldStatistics all =
          FoldStatistics.of(accuracies.stream().map(Measurement::last).toList(), folds);
      tables.add(
          new FigureTable(
              text(all),
              List.of(
                  FigureTable.Column.number("trainings"),
                  FigureTable.Column.number("mean accuracy"),
                  FigureTable.Column.number("standard deviation"),
                  FigureTable.Column.number("interval from"),
                  FigureTable.Column.number("to")),
              List.of(
                  List.of(
                      Figures.count(all.folds()),
                      Figures.share(all.mean()),
                      Figures.share(all.deviation()),
                      Figures.share(all.low()),
                      Figures.share(all.high())))));
    }
    List<Loading> rows = rows(result);
    if (!rows.isEmpty()) {
      tables.add(
          new FigureTable(
              explanation(rows),
              List.of(
                  FigureTable.Column.text("loading a fold"),
                  FigureTable.Column.text("page cache"),
                  FigureTable.Column.number("by ranges, s"),
                  FigureTable.Column.number("by indices, s"),
                  FigureTable.Column.number("ranges ÷ indices"),
                  FigureTable.Column.number("epochs each")),
              rows.stream().map(Loading::cells).toList()));
    }
    return tables;
  }

  /** One part read both ways. */
  private record Loading(String part, boolean cold, Measurement ranges, Measurement indices) {

    List<String> cells() {
      return List.of(
          part,
          cold ? "cold" : "warm",
          Figures.plain(ranges.median()),
          Figures.plain(indices.median()),
          Figures.plain(ranges.median() / indices.median()),
          Figures.count(ranges.samples().size()));
    }

    boolean isOrdinary() {
      return is(indices.settings(), SettingNames.READ_BY, SettingNames.ORDINARY);
    }
  }

  private static String table(List<Measurement> accuracies) {
    boolean repeated = accuracies.stream().anyMatch(m -> !"1".equals(repeat(m)));
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("repeat"),
                TextTable.right("held-out\nfold"),
                TextTable.right("accuracy\n%"),
                TextTable.left("0 to 100 %")));
    for (Measurement m : accuracies) {
      table.row(
          List.of(
              repeated ? repeat(m) : TextTable.MISSING,
              m.settings().get(SettingNames.FOLD),
              Figures.percent(m.last()),
              TrainingCurve.bar(m.last())));
    }
    return table.withoutMissingColumns().render();
  }

  private static String repeat(Measurement m) {
    return m.settings().getOrDefault(SettingNames.REPEAT, "1");
  }

  private static String sentence(FoldStatistics all) {
    return TextWrap.wrap(text(all));
  }

  private static String text(FoldStatistics all) {
    return String.format(
        Locale.ROOT,
        "Accuracy on images that were not trained on: %.2f %% ± %.2f %% (mean and standard"
            + " deviation of %d folds); the mean lies between %.2f %% and %.2f %% (95 %%,"
            + " corrected for training images that folds have in common: Nadeau and Bengio,"
            + " 2003). No other images were looked at.",
        100 * all.mean(),
        100 * all.deviation(),
        all.folds(),
        100 * all.low(),
        100 * all.high());
  }

  private static Optional<String> loading(RunResult result) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("loading\na fold"),
                TextTable.left("page\ncache"),
                TextTable.right("by ranges\ns"),
                TextTable.right("by indices\ns"),
                TextTable.right("ranges ÷\nindices"),
                TextTable.right("epochs\neach")));
    List<Loading> rows = rows(result);
    rows.forEach(row -> table.row(row.cells()));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(table.render() + "\n\n" + TextWrap.wrap(explanation(rows)));
  }

  private static String explanation(List<Loading> rows) {
    String views =
        rows.get(0).isOrdinary()
            ? "by index views of an ordinary store of the same images."
            : "by index views of as many images scattered over the same file, as in an ordinary"
                + " store.";
    return "Seconds to load, medians: what one fold trains on, shuffled, and what it holds out, in"
        + " order; as the ranges that this store keeps together, and "
        + views;
  }

  private static List<Loading> rows(RunResult result) {
    List<Loading> rows = new ArrayList<>();
    for (String part : List.of(SettingNames.TRAINING, SettingNames.HELD_OUT)) {
      for (boolean cold : new boolean[] {false, true}) {
        Optional<Measurement> ranges = loading(result, part, SettingNames.RANGES, cold);
        Optional<Measurement> indices =
            loading(result, part, SettingNames.ORDINARY, cold)
                .or(() -> loading(result, part, SettingNames.INDICES, cold));
        if (ranges.isPresent() && indices.isPresent()) {
          rows.add(new Loading(part, cold, ranges.get(), indices.get()));
        }
      }
    }
    return rows;
  }

  private static Optional<Measurement> loading(
      RunResult result, String part, String way, boolean cold) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(MetricNames.FOLD_LOAD))
        .filter(m -> is(m.settings(), SettingNames.PART, part))
        .filter(m -> is(m.settings(), SettingNames.READ_BY, way))
        .filter(m -> m.settings().containsKey(SettingNames.CACHE) == cold)
        .findFirst();
  }

  private static boolean is(Map<String, String> settings, String name, String value) {
    return value.equals(settings.get(name));
  }
}
