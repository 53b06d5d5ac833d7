package io.github.imagefeed.report;

import io.github.imagefeed.report.FigureTable.Column;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.util.List;

/** Every measurement of a run, as it stands in results.json. */
public final class AllFigures {

  private AllFigures() {}

  /** One row a measurement. */
  public static FigureTable of(RunResult result) {
    return new FigureTable(
        "",
        List.of(
            Column.text("measurement"),
            Column.text("of"),
            Column.text("order"),
            Column.number("median"),
            Column.number("lowest"),
            Column.number("highest"),
            Column.number("samples")),
        result.measurements().stream().map(AllFigures::row).toList());
  }

  private static List<String> row(Measurement m) {
    Unit unit = unit(m);
    return List.of(
        m.name(),
        m.label(),
        m.order(),
        unit.text(m.median()),
        unit.text(m.min()),
        unit.text(m.max()),
        Figures.count(m.samples().size()));
  }

  /** Losses and quotients have the unit 1 as shares have, but are not read in percent. */
  static Unit unit(Measurement m) {
    Unit unit = Unit.of(m.unit());
    boolean share =
        m.name().endsWith("_accuracy")
            || m.name().endsWith("_share")
            || m.name().endsWith("_overhead");
    return unit == Unit.SHARE && !share ? Unit.NUMBER : unit;
  }
}
