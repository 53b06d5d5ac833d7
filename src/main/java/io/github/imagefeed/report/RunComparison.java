package io.github.imagefeed.report;

import io.github.imagefeed.report.FigureTable.Column;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The figures that two runs have in common, side by side.
 *
 * @param sentence how many of the main figures differ by more than the noise
 * @param main those that people ask for
 * @param rest all others
 */
public record RunComparison(String sentence, FigureTable main, FigureTable rest) {

  private static final Set<String> MAIN =
      Set.of(
          MetricNames.STORE_WRITE,
          MetricNames.STORE_READ,
          MetricNames.SINGLE_READ,
          MetricNames.DISK_BYTES,
          MetricNames.EPOCH_LOAD,
          MetricNames.EPOCH_COLD,
          MetricNames.TRAIN_EPOCH,
          MetricNames.TRAIN_WAIT_SHARE,
          MetricNames.TEST_ACCURACY);

  /** What makes two measurements comparable. */
  private record Subject(String name, String label, String order) {
    static Subject of(Measurement m) {
      return new Subject(m.name(), m.label(), m.order());
    }
  }

  /** Compares the second run with the first. */
  public static RunComparison of(RunResult first, RunResult second) {
    Map<Subject, Measurement> before = new LinkedHashMap<>();
    Selection.of(first).list().forEach(m -> before.putIfAbsent(Subject.of(m), m));
    List<List<String>> main = new ArrayList<>();
    List<List<String>> rest = new ArrayList<>();
    int differing = 0;
    for (Measurement b : Selection.of(second).list()) {
      Measurement a = before.get(Subject.of(b));
      if (a == null || !a.unit().equals(b.unit())) {
        continue;
      }
      Difference difference = Difference.of(a, b);
      if (MAIN.contains(b.name())) {
        main.add(row(a, b, difference));
        differing += difference == Difference.LOWER || difference == Difference.HIGHER ? 1 : 0;
      } else {
        rest.add(row(a, b, difference));
      }
    }
    return new RunComparison(sentence(main.size(), differing), table(main), table(rest));
  }

  private static String sentence(int figures, int differing) {
    if (figures == 0) {
      return "The two runs measured nothing in common.";
    }
    return "Of "
        + Figures.count(figures)
        + " main figures that both runs have, "
        + (differing == 0 ? "none" : Figures.count(differing))
        + (differing <= 1 ? " differs" : " differ")
        + " by more than the noise: the 95 % intervals of their medians have nothing in common"
        + " (of four or five samples, all that they span; of fewer nothing is said, but of lengths"
        + " of files).";
  }

  private static FigureTable table(List<List<String>> rows) {
    return new FigureTable(
        "",
        List.of(
            Column.text("measurement"),
            Column.text("of"),
            Column.text("order"),
            Column.number("run 1"),
            Column.number("run 2"),
            Column.number("2 ÷ 1"),
            Column.text("run 2 is")),
        rows);
  }

  private static List<String> row(Measurement a, Measurement b, Difference difference) {
    Unit unit = AllFigures.unit(a);
    return List.of(
        a.name(),
        a.label(),
        a.order(),
        unit.text(a.median()),
        unit.text(b.median()),
        a.median() == 0 ? FigureTable.MISSING : Figures.ratio(b.median() / a.median()),
        difference.text());
  }
}
