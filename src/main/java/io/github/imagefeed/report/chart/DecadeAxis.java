package io.github.imagefeed.report.chart;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis with labels where people expect them: at 10, 100, 1,000, and at 2 and 5 too
 * where it spans few decades; LogAxis by itself leaves short axes without any label.
 */
final class DecadeAxis extends LogAxis {

  private static final long serialVersionUID = 1;

  /** Between two labels, in pixels. */
  private static final double GAP = 9;

  /** No nearer to the smallest and largest double, so that what lies around is a double too. */
  static final double LEAST = 1e-300;

  static final double MOST = 1e300;

  private final transient DoubleFunction<String> text;

  /**
   * An axis just wide enough for these values, both above 0; what is beyond {@link #LEAST} and
   * {@link #MOST} is beyond the axis.
   */
  DecadeAxis(String label, double lowest, double highest, DoubleFunction<String> text) {
    super(label);
    this.text = text;
    double low = Math.min(Math.max(lowest, LEAST), MOST);
    double high = Math.min(Math.max(highest, LEAST), MOST);
    // By logarithms: the quotient of a very large and a very small number is infinite.
    double room = Math.max(1.15, Math.pow(10, 0.04 * (Math.log10(high) - Math.log10(low))));
    double from = Math.max(low / room, LEAST);
    double to = Math.min(high * room, MOST);
    boolean enough = labels(from, to) > 1;
    setRange(new Range(enough ? from : below(from), enough ? to : above(to)), true, false);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
    boolean upright = RectangleEdge.isLeftOrRight(edge);
    TextAnchor anchor = upright ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
    List<NumberTick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(getLowerBound()) + 1e-9);
    int last = (int) Math.ceil(Math.log10(getUpperBound()) - 1e-9);
    double length = upright ? area.getHeight() : area.getWidth();
    double decade = length / (Math.log10(getUpperBound()) - Math.log10(getLowerBound()));
    double room = room(g2, upright, first, last) + GAP;
    int every = Math.max(1, (int) Math.ceil(room / decade));
    boolean between = decade * Math.log10(2) >= room;
    for (int exponent = first; exponent <= last; exponent++) {
      for (int digit = 1; digit <= 9; digit++) {
        double value = power(digit, exponent);
        if (value < getLowerBound() * (1 - 1e-9) || value > getUpperBound() * (1 + 1e-9)) {
          continue;
        }
        boolean labelled =
            digit == 1
                ? Math.floorMod(exponent, every) == 0
                : between && (digit == 2 || digit == 5);
        TickType type = labelled ? TickType.MAJOR : TickType.MINOR;
        ticks.add(
            new NumberTick(
                type, value, labelled ? text.apply(value) : "", anchor, TextAnchor.CENTER, 0));
      }
    }
    return ticks;
  }

  /** What the longest label takes along the axis. */
  private double room(Graphics2D g2, boolean upright, int first, int last) {
    FontMetrics metrics = g2.getFontMetrics(getTickLabelFont());
    double widest = 0;
    for (int exponent = first; exponent <= last; exponent++) {
      widest = Math.max(widest, metrics.stringWidth(text.apply(power(1, exponent))));
    }
    return upright ? metrics.getHeight() : widest;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** How many of 1, 2, 5, 10, … lie in a range. */
  private static int labels(double from, double to) {
    int labels = 0;
    for (double value = below(from); value <= to; value = above(value * (1 + 1e-6))) {
      labels += value >= from ? 1 : 0;
    }
    return labels;
  }

  private static double below(double value) {
    int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
    for (int digit : new int[] {5, 2}) {
      if (power(digit, exponent) <= value * (1 + 1e-9)) {
        return power(digit, exponent);
      }
    }
    return power(1, exponent);
  }

  private static double above(double value) {
    int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
    for (int digit : new int[] {1, 2, 5}) {
      if (power(digit, exponent) >= value * (1 - 1e-9)) {
        return power(digit, exponent);
      }
    }
    return power(1, exponent + 1);
  }

  /** By decimal text, since powers of 0.1 are not exact and would show in labels. */
  private static double power(int digit, int exponent) {
    return Double.parseDouble(digit + "e" + exponent);
  }
}
