package io.github.imagefeed.advice;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.SettingNames;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One time of a set of images, as a run has it.
 *
 * @param name of the metric
 * @param size of the images, as it stands in the run
 * @param settings all but number and size of the images and which run it was
 * @param isFirst whether it is the first run of its kind, kept apart from those that follow
 * @param point the set and the median
 */
record Figure(
    String name,
    String format,
    String order,
    String size,
    Map<String, String> settings,
    boolean isFirst,
    CostPoint point) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,10}");

  Figure {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads a measurement of a set.
   *
   * @throws IOException if it has no such set or no time, which a run of {@code storage} always has
   */
  static Figure of(Measurement m) throws IOException {
    Map<String, String> rest = new LinkedHashMap<>(m.settings());
    String images = String.valueOf(rest.remove(SettingNames.IMAGES));
    String size = String.valueOf(rest.remove(SettingNames.SIZE));
    boolean first = SettingNames.FIRST.equals(rest.remove(SettingNames.RUN));
    Matcher sides = SIZE.matcher(size);
    if (!COUNT.matcher(images).matches() || !sides.matches()) {
      throw new IOException(
          m.name()
              + " of "
              + m.label()
              + " has images '"
              + images
              + "' and size '"
              + size
              + "', expected a number and a size as in 32x32x3");
    }
    long bytes = 1;
    for (int side = 1; side <= sides.groupCount(); side++) {
      bytes *= Long.parseLong(sides.group(side));
    }
    try {
      CostPoint point = new CostPoint(Long.parseLong(images), bytes, m.median());
      return new Figure(m.name(), m.format(), m.order(), size, rest, first, point);
    } catch (IllegalArgumentException e) {
      throw new IOException(m.name() + " of " + m.label() + ": " + e.getMessage(), e);
    }
  }

  /** Whether it is of the same thing, first run or not. */
  boolean sameAs(Figure other) {
    return name.equals(other.name)
        && format.equals(other.format)
        && order.equals(other.order)
        && size.equals(other.size)
        && settings.equals(other.settings)
        && point.images() == other.point.images();
  }
}
