package io.github.imagefeed.report;

import io.github.imagefeed.report.Plot.Axis;
import io.github.imagefeed.report.Plot.Kind;
import io.github.imagefeed.report.Plot.Point;
import io.github.imagefeed.report.Plot.Scale;
import io.github.imagefeed.report.Plot.Series;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Gathers the points of a plot by series and group. */
final class PlotBuilder {

  /** Values further apart than this are lost on a linear axis. */
  private static final double WIDE = 25;

  private record Name(String text, String format) {}

  private final Map<Name, List<Point>> series = new LinkedHashMap<>();
  private final Map<String, List<Point>> bounds = new LinkedHashMap<>();
  private final List<String> categories = new ArrayList<>();

  /** The samples of a measurement, each converted; the function may turn their order around. */
  static Point point(double x, Measurement m, DoubleUnaryOperator convert) {
    double a = convert.applyAsDouble(m.min());
    double b = convert.applyAsDouble(m.max());
    return new Point(
        x, convert.applyAsDouble(m.median()), Math.min(a, b), Math.max(a, b), m.samples().size());
  }

  PlotBuilder add(String name, String format, Point point) {
    series.computeIfAbsent(new Name(name, format), n -> new ArrayList<>()).add(point);
    return this;
  }

  PlotBuilder add(double x, Measurement m, DoubleUnaryOperator convert) {
    return add(FormatName.spoken(m.format()), m.format(), point(x, m, convert));
  }

  /** A member of a group; groups come in the order of their first members. */
  PlotBuilder add(String category, Measurement m, DoubleUnaryOperator convert) {
    return add(category(category), m, convert);
  }

  PlotBuilder bound(String name, Point point) {
    bounds.computeIfAbsent(name, n -> new ArrayList<>()).add(point);
    return this;
  }

  /** The x of a group. */
  double category(String name) {
    int index = categories.indexOf(name);
    if (index < 0) {
      categories.add(name);
      return categories.size() - 1.0;
    }
    return index;
  }

  boolean hasCategory(String name) {
    return categories.contains(name);
  }

  /** Whether there is a line to draw: points at two places at least. */
  boolean isLine() {
    return series.values().stream().flatMap(List::stream).mapToDouble(Point::x).distinct().count()
        > 1;
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  /** The plot over numbers. */
  Plot lines(String id, String title, String message, Axis x, Axis y) {
    return new Plot(id, title, message, Kind.LINES, x, y, List.of(), series(), bounds());
  }

  /** The plot over numbers, points not joined. */
  Plot points(String id, String title, String message, Axis x, Axis y) {
    return new Plot(id, title, message, Kind.POINTS, x, y, List.of(), series(), bounds());
  }

  /** The plot by groups; logarithmic where values differ much, since bars would vanish. */
  Plot groups(String id, String title, String message, String label, Unit unit) {
    return new Plot(
        id,
        title,
        message,
        Kind.GROUPS,
        new Axis("", Unit.NUMBER, Scale.FITTED),
        new Axis(label, unit, scale()),
        categories,
        series(),
        bounds());
  }

  /** As {@link #groups} with bars whatever the values. */
  Plot bars(String id, String title, String message, String label, Unit unit) {
    Plot plot = groups(id, title, message, label, unit);
    return new Plot(
        id,
        title,
        message,
        Kind.GROUPS,
        plot.x(),
        new Axis(label, unit, Scale.FROM_ZERO),
        categories,
        plot.series(),
        plot.bounds());
  }

  private Scale scale() {
    double[] medians =
        series.values().stream().flatMap(List::stream).mapToDouble(Point::median).toArray();
    double most = 0;
    double least = Double.MAX_VALUE;
    for (double median : medians) {
      if (!(median > 0)) {
        return Scale.FROM_ZERO;
      }
      most = Math.max(most, median);
      least = Math.min(least, median);
    }
    return most > WIDE * least ? Scale.LOG : Scale.FROM_ZERO;
  }

  private List<Series> series() {
    Map<String, Integer> variants = new LinkedHashMap<>();
    List<Series> all = new ArrayList<>();
    series.forEach(
        (name, points) ->
            all.add(
                new Series(
                    name.text(),
                    name.format(),
                    variants.merge(name.format(), 0, (old, zero) -> old + 1),
                    byX(points))));
    return all;
  }

  private List<Series> bounds() {
    List<Series> all = new ArrayList<>();
    bounds.forEach((name, points) -> all.add(new Series(name, MetricNames.MEMORY, 0, byX(points))));
    return all;
  }

  private static List<Point> byX(List<Point> points) {
    return points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
  }

  /** Nothing, if nothing was added. */
  Optional<PlotBuilder> ifAny() {
    return isEmpty() ? Optional.empty() : Optional.of(this);
  }
}
