package io.github.imagefeed.report;

import io.github.imagefeed.result.FoldStatistics;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
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
    List<Measurement> accuracies =
        result.measurements().stream()
            .filter(m -> m.name().equals(MetricNames.TEST_ACCURACY))
            .filter(m -> m.settings().containsKey(SettingNames.FOLD))
            .toList();
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
    return text.toString();
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
    return TextWrap.wrap(
        String.format(
            Locale.ROOT,
            "Accuracy on images that were not trained on: %.2f %% ± %.2f %% (mean and standard"
                + " deviation of %d folds); the mean lies between %.2f %% and %.2f %% (95 %%,"
                + " corrected for training images that folds have in common: Nadeau and Bengio,"
                + " 2003). No other images were looked at.",
            100 * all.mean(),
            100 * all.deviation(),
            all.folds(),
            100 * all.low(),
            100 * all.high()));
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
    boolean any = false;
    for (String part : List.of(SettingNames.TRAINING, SettingNames.HELD_OUT)) {
      for (boolean cold : new boolean[] {false, true}) {
        Optional<Measurement> ranges = loading(result, part, SettingNames.RANGES, cold);
        Optional<Measurement> indices = loading(result, part, SettingNames.INDICES, cold);
        if (ranges.isPresent() && indices.isPresent()) {
          any = true;
          table.row(
              List.of(
                  part,
                  cold ? "cold" : "warm",
                  Figures.plain(ranges.get().median()),
                  Figures.plain(indices.get().median()),
                  Figures.plain(ranges.get().median() / indices.get().median()),
                  Figures.count(ranges.get().samples().size())));
        }
      }
    }
    return any
        ? Optional.of(
            table.render()
                + "\n\n"
                + TextWrap.wrap(
                    "Seconds to load, medians: what one fold trains on, shuffled, and what it holds"
                        + " out, in order; as the ranges that this store keeps together, and by"
                        + " index views of as many images scattered over the same file, as in an"
                        + " ordinary store."))
        : Optional.empty();
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
