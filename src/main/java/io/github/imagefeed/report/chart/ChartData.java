package io.github.imagefeed.report.chart;

import io.github.imagefeed.report.Plot;
import java.util.List;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A plot's points where they are drawn: members of a group stand side by side. */
final class ChartData {

  /** Of the distance between two groups, what their members share. */
  private static final double GROUP = 0.76;

  /** No member is wider, so that a single one does not fill the plot. */
  private static final double WIDEST = 0.26;

  private final Plot plot;

  ChartData(Plot plot) {
    this.plot = plot;
  }

  /** Medians with their spread and, in groups, with the width of their bars. */
  XYIntervalSeriesCollection series(double lowest) {
    boolean log = plot.y().scale() == Plot.Scale.LOG;
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    for (Plot.Series series : plot.series()) {
      XYIntervalSeries drawn = new XYIntervalSeries(series.name(), true, true);
      for (Plot.Point point : series.points()) {
        if (!isShown(plot, point)) {
          continue;
        }
        double half = plot.kind() == Plot.Kind.GROUPS ? width(point.x()) / 2 * 0.9 : 0;
        double x = place(series, point.x());
        double low = log ? Math.max(point.low(), lowest) : point.low();
        drawn.add(x, x - half, x + half, point.median(), low, point.high());
      }
      data.addSeries(drawn);
    }
    return data;
  }

  /** Bounds as lines, in groups one as wide as each group. */
  XYSeriesCollection bounds() {
    XYSeriesCollection data = new XYSeriesCollection();
    for (Plot.Series bound : plot.bounds()) {
      XYSeries drawn = new XYSeries(bound.name(), false, true);
      for (Plot.Point point : bound.points()) {
        double y = isShown(plot, point) ? point.median() : Double.NaN;
        if (plot.kind() == Plot.Kind.GROUPS) {
          drawn.add(point.x() - 0.46, y);
          drawn.add(point.x() + 0.46, y);
          drawn.add(point.x() + 0.5, Double.NaN);
        } else {
          drawn.add(point.x(), y);
        }
      }
      data.addSeries(drawn);
    }
    return data;
  }

  /**
   * Whether a point has a place: not where a sample is no number or beyond any axis, nor where a
   * time, size or rate is below 0, which none can be.
   */
  static boolean isShown(Plot plot, Plot.Point point) {
    boolean signed =
        switch (plot.y().unit()) {
          case SECONDS, BYTES, IMAGES_PER_SECOND, BYTES_PER_SECOND -> false;
          case SHARE, RATIO, NUMBER -> true;
        };
    return hasPlace(plot.x(), point.x())
        && hasPlace(plot.y(), point.median())
        && isModerate(point.low())
        && isModerate(point.high())
        && (signed || point.low() >= 0);
  }

  private static boolean hasPlace(Plot.Axis axis, double value) {
    return isModerate(value) && (axis.scale() != Plot.Scale.LOG || value >= DecadeAxis.LEAST);
  }

  private static boolean isModerate(double value) {
    return Math.abs(value) <= DecadeAxis.MOST;
  }

  private double place(Plot.Series series, double x) {
    if (plot.kind() != Plot.Kind.GROUPS) {
      return x;
    }
    List<Plot.Series> group = group(x);
    return x + (group.indexOf(series) - (group.size() - 1) / 2.0) * width(x);
  }

  private double width(double x) {
    return Math.min(WIDEST, GROUP / group(x).size());
  }

  private List<Plot.Series> group(double x) {
    return plot.series().stream()
        .filter(series -> series.points().stream().anyMatch(p -> p.x() == x))
        .toList();
  }
}
