package io.github.imagefeed.report;

import io.github.imagefeed.report.FigureTable.Column;
import io.github.imagefeed.report.Plot.Point;
import io.github.imagefeed.report.Plot.Series;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/** The numbers of a plot, for who wants them exactly or cannot see it. */
public final class PlotTable {

  private PlotTable() {}

  /** Every point of the plot, bounds included, by what it depends on. */
  public static FigureTable of(Plot plot) {
    boolean exact = all(plot).flatMap(s -> s.points().stream()).allMatch(p -> p.samples() == 1);
    List<Column> columns = new ArrayList<>();
    columns.add(
        plot.kind() == Plot.Kind.GROUPS ? Column.text("group") : Column.number(plot.x().label()));
    columns.add(Column.text("series"));
    columns.add(Column.number(exact ? plot.y().label() : "median"));
    if (!exact) {
      columns.addAll(
          List.of(Column.number("lowest"), Column.number("highest"), Column.number("samples")));
    }
    List<List<String>> rows = new ArrayList<>();
    List<Double> places =
        all(plot).flatMap(s -> s.points().stream()).map(Point::x).distinct().sorted().toList();
    for (double x : places) {
      all(plot)
          .forEach(
              series ->
                  series.points().stream()
                      .filter(p -> p.x() == x)
                      .forEach(p -> rows.add(row(plot, series, p, exact))));
    }
    return new FigureTable("", columns, rows);
  }

  /** How to read the plot, in words. */
  public static String legend(Plot plot) {
    List<String> parts = new ArrayList<>();
    IntSummaryStatistics samples =
        plot.series().stream()
            .flatMap(s -> s.points().stream())
            .mapToInt(Point::samples)
            .summaryStatistics();
    if (samples.getMax() > 1) {
      String count =
          samples.getMin() == samples.getMax()
              ? Figures.count(samples.getMax())
              : Figures.count(samples.getMin()) + " to " + Figures.count(samples.getMax());
      parts.add(
          "Markers: medians of " + count + " samples; whiskers: the lowest to the highest of them");
    } else {
      parts.add("Markers: single values");
    }
    if (!plot.bounds().isEmpty()) {
      parts.add(
          "dashed lines: " + String.join("; ", plot.bounds().stream().map(Series::name).toList()));
    }
    if (plot.y().scale() == Plot.Scale.LOG || plot.x().scale() == Plot.Scale.LOG) {
      boolean both = plot.y().scale() == plot.x().scale();
      parts.add(both ? "both axes are logarithmic" : "one axis is logarithmic");
    }
    return String.join("; ", parts) + ".";
  }

  private static Stream<Series> all(Plot plot) {
    return Stream.concat(plot.series().stream(), plot.bounds().stream());
  }

  private static List<String> row(Plot plot, Series series, Point point, boolean exact) {
    Unit unit = plot.y().unit();
    List<String> cells = new ArrayList<>();
    cells.add(
        plot.kind() == Plot.Kind.GROUPS
            ? plot.categories().get((int) point.x())
            : plot.x().unit().tick(point.x()));
    cells.add(series.name());
    cells.add(unit.text(point.median()));
    if (!exact) {
      cells.add(unit.text(point.low()));
      cells.add(unit.text(point.high()));
      cells.add(Figures.count(point.samples()));
    }
    return cells;
  }
}
