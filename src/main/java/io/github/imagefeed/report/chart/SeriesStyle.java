package io.github.imagefeed.report.chart;

import io.github.imagefeed.report.Plot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** How a series looks: colour by format, shape and dashes too, so that colour is never alone. */
record SeriesStyle(Color color, Shape shape, boolean filled, Stroke stroke) {

  private static final List<String> KNOWN = List.of("memory", "png", "lmdb", "hdf5");

  /** Lengths of dashes and gaps by variant; the first is a whole line. */
  private static final float[][] DASHES = {{}, {7, 4}, {2, 3}, {9, 3, 2, 3}};

  /** Styles of a plot's series, in their order. */
  static List<SeriesStyle> of(Plot plot) {
    List<String> unknown =
        plot.series().stream()
            .map(Plot.Series::format)
            .filter(format -> !KNOWN.contains(format))
            .distinct()
            .toList();
    List<SeriesStyle> styles = new ArrayList<>();
    for (Plot.Series series : plot.series()) {
      int other = unknown.indexOf(series.format());
      int rank = other < 0 ? KNOWN.indexOf(series.format()) : KNOWN.size() + other;
      styles.add(
          new SeriesStyle(
              Palette.of(series.format(), Math.max(0, other)).color(),
              shape(rank + series.variant() / 2 * 4),
              series.variant() % 2 == 0,
              stroke(2, DASHES[series.variant() % DASHES.length])));
    }
    return styles;
  }

  /** The look of a bound or prediction. */
  static Stroke boundStroke(int index) {
    return stroke(1.6f, new float[][] {{5, 3}, {1.5f, 3}, {9, 3, 2, 3}, {12, 4}}[index % 4]);
  }

  private static Stroke stroke(float width, float[] dashes) {
    return dashes.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private static Shape shape(int rank) {
    return switch (rank % 7) {
      case 0 -> new Ellipse2D.Double(-4, -4, 8, 8);
      case 1 -> new Rectangle2D.Double(-3.75, -3.75, 7.5, 7.5);
      case 2 -> polygon(0, -4.8, 4.6, 3.4, -4.6, 3.4);
      case 3 -> polygon(0, -5, 5, 0, 0, 5, -5, 0);
      case 4 -> polygon(0, 4.8, 4.6, -3.4, -4.6, -3.4);
      case 5 -> polygon(-1.6, -4.6, 1.6, -4.6, 1.6, 4.6, -1.6, 4.6);
      default -> polygon(-4.6, -1.6, 4.6, -1.6, 4.6, 1.6, -4.6, 1.6);
    };
  }

  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return new AffineTransform().createTransformedShape(path);
  }
}
