package io.github.imagefeed.report.chart;

import io.github.imagefeed.report.Figures;
import io.github.imagefeed.report.Plot;
import io.github.imagefeed.report.Plot.Scale;
import io.github.imagefeed.report.Unit;
import java.awt.BasicStroke;
import java.awt.Font;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.DoubleSummaryStatistics;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/** The axes of a plot, as wide as its values. */
final class ChartAxes {

  /** Free space beyond the highest value on a linear axis. */
  private static final double HEADROOM = 1.06;

  /** More ticks on a linear axis would be restless, and on a narrow chart would touch. */
  private static final double MOST_TICKS = 6;

  private ChartAxes() {}

  /** The axis of the values. */
  static ValueAxis values(Plot plot, Font font) {
    return axis(
        plot.y(),
        points(plot).flatMapToDouble(p -> DoubleStream.of(p.low(), p.high())),
        false,
        font);
  }

  /** The axis of what the values depend on. */
  static ValueAxis arguments(Plot plot, Font font) {
    if (plot.kind() == Plot.Kind.GROUPS) {
      NameAxis names = new NameAxis(plot.categories());
      style(names, font);
      names.setTickMarksVisible(false);
      return names;
    }
    return axis(plot.x(), points(plot).mapToDouble(Plot.Point::x), true, font);
  }

  private static Stream<Plot.Point> points(Plot plot) {
    return Stream.concat(plot.series().stream(), plot.bounds().stream())
        .flatMap(series -> series.points().stream())
        .filter(point -> ChartData.isShown(plot, point));
  }

  private static ValueAxis axis(Plot.Axis axis, DoubleStream values, boolean whole, Font font) {
    boolean log = axis.scale() == Scale.LOG;
    DoubleSummaryStatistics range =
        values.filter(v -> !log || v >= DecadeAxis.LEAST).summaryStatistics();
    double low = range.getCount() == 0 ? 1 : range.getMin();
    double high = range.getCount() == 0 ? 1 : range.getMax();
    Unit unit = axis.unit();
    ValueAxis drawn =
        log
            ? new DecadeAxis(axis.label(), low, high, unit::tick)
            : linear(axis, low, high, unit.step(Math.max(Math.abs(low), Math.abs(high))), whole);
    style(drawn, font);
    return drawn;
  }

  private static ValueAxis linear(
      Plot.Axis axis, double low, double high, Unit.Step step, boolean whole) {
    String unit = step.symbol();
    NumberAxis drawn = new NumberAxis(unit.isEmpty() ? axis.label() : axis.label() + ", " + unit);
    double room = (high - low) * (HEADROOM - 1);
    if (axis.scale() == Scale.FROM_ZERO) {
      double bottom = low < 0 ? low * HEADROOM : 0;
      drawn.setRange(new Range(bottom, high > DecadeAxis.LEAST ? high * HEADROOM : 1), true, false);
    } else {
      // Closer together than doubles are told apart, values need room of their own size.
      double around = room > 1e-12 * Math.abs(high) ? room : Math.max(Math.abs(high) / 2, 0.5);
      drawn.setRange(new Range(low - around, high + around), true, false);
    }
    double distance = distance(drawn.getRange().getLength(), whole);
    drawn.setTickUnit(
        new NumberTickUnit(distance, new Shown(value -> Figures.round(value / step.size()))));
    return drawn;
  }

  /** Of 1, 2, 5, 10, … the distance between ticks that makes few of them. */
  private static double distance(double length, boolean whole) {
    double least = length / MOST_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double distance =
        DoubleStream.of(1, 2, 5, 10)
            .map(digit -> digit * power)
            .filter(d -> d >= least * (1 - 1e-9))
            .findFirst()
            .orElse(10 * power);
    return whole ? Math.max(1, distance) : distance;
  }

  private static void style(ValueAxis axis, Font font) {
    axis.setLabelFont(font);
    axis.setTickLabelFont(font);
    axis.setLabelPaint(Palette.MUTED.color());
    axis.setTickLabelPaint(Palette.INK.color());
    axis.setAxisLinePaint(Palette.MUTED.color());
    axis.setAxisLineStroke(new BasicStroke(1));
    axis.setTickMarkPaint(Palette.MUTED.color());
    axis.setTickMarkStroke(new BasicStroke(1));
  }

  /** JFreeChart takes ticks as number formats only. */
  private static final class Shown extends NumberFormat {

    private static final long serialVersionUID = 1;

    private final transient DoubleFunction<String> text;

    Shown(DoubleFunction<String> text) {
      this.text = text;
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
      return to.append(text.apply(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
      return format((double) number, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
      throw new UnsupportedOperationException("tick labels are only written");
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
