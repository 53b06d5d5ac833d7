package io.github.imagefeed.report;

import java.util.List;

/**
 * One plot, free of how it is drawn.
 *
 * @param id unique in a report, of letters, digits and hyphens: names files and elements
 * @param title what is plotted
 * @param message what the reader should see in it, in one sentence
 * @param kind what the x of a point means
 * @param x in plots by {@link Kind#GROUPS} its unit and scale play no part
 * @param categories names of the groups, in order; empty for other kinds
 * @param series measured values, at least one
 * @param bounds what cannot be beaten, or what was predicted; drawn as plain lines
 */
public record Plot(
    String id,
    String title,
    String message,
    Kind kind,
    Axis x,
    Axis y,
    List<String> categories,
    List<Series> series,
    List<Series> bounds) {

  /** What the x of a point means. */
  public enum Kind {
    /** A number; a series is a line. */
    LINES,
    /** A number; points of a series are not joined. */
    POINTS,
    /** The index of a category. */
    GROUPS
  }

  /** How an axis maps values to places. */
  public enum Scale {
    /** Linear, beginning at 0. */
    FROM_ZERO,
    /** Linear, no wider than the values. */
    FITTED,
    /** Logarithmic; values that are not above 0 cannot be shown on it. */
    LOG
  }

  /**
   * An axis.
   *
   * @param label what it shows, without the unit
   */
  public record Axis(String label, Unit unit, Scale scale) {}

  /**
   * Values that belong together.
   *
   * @param name as the legend says it, unique in a plot
   * @param format decides the colour, the same in all plots
   * @param variant tells series of one format apart, from 0
   * @param points by x, at least one
   */
  public record Series(String name, String format, int variant, List<Point> points) {

    public Series {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("series " + name + " has no points, expected some");
      }
      if (variant < 0) {
        throw new IllegalArgumentException(
            "series " + name + " is variant " + variant + ", expected 0 or more");
      }
    }
  }

  /**
   * A median of samples with the lowest and highest of them.
   *
   * @param samples how many there were, at least one
   */
  public record Point(double x, double median, double low, double high, int samples) {

    public Point {
      if (samples < 1) {
        throw new IllegalArgumentException("point of " + samples + " samples, expected 1 or more");
      }
    }

    /** A value without spread. */
    public static Point exact(double x, double value) {
      return new Point(x, value, value, value, 1);
    }
  }

  public Plot {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    bounds = List.copyOf(bounds);
    if (!id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "plot id is '" + id + "', expected lower-case letters, digits and hyphens");
    }
    if (series.isEmpty()) {
      throw new IllegalArgumentException("plot " + id + " has no series, expected some");
    }
    if (kind == Kind.GROUPS && categories.isEmpty()) {
      throw new IllegalArgumentException("plot " + id + " has no categories, expected some");
    }
  }

  /** The same plot under another id. */
  public Plot withId(String other) {
    return new Plot(other, title, message, kind, x, y, categories, series, bounds);
  }
}
