package io.github.imagefeed.measure.storage;

import java.util.HashMap;
import java.util.Map;

/** Seconds that each format has taken an image to write, at the largest store so far. */
final class Pace {

  private final Map<String, Double> perImage = new HashMap<>();

  void set(String format, double seconds, int images) {
    perImage.put(format, seconds / images);
  }

  /** Seconds that so many images may take; 0 for a format that has written none. */
  double of(String format, int images) {
    return perImage.getOrDefault(format, 0.0) * images;
  }
}
