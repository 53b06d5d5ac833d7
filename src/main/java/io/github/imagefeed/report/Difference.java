package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MedianInterval;

/** Whether two measurements of the same thing differ by more than their samples scatter. */
enum Difference {
  LOWER("lower"),
  HIGHER("higher"),
  WITHIN_NOISE("within the noise"),
  SAME("the same"),
  /** With one sample on a side nobody knows how much it scatters. */
  UNKNOWN("single sample");

  private final String text;

  Difference(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** What the second is compared to the first. */
  static Difference of(Measurement first, Measurement second) {
    boolean exact = Unit.of(first.unit()) == Unit.BYTES;
    if (first.samples().equals(second.samples())) {
      return SAME;
    }
    if (!exact && Math.min(first.samples().size(), second.samples().size()) == 1) {
      return UNKNOWN;
    }
    MedianInterval a = interval(first);
    MedianInterval b = interval(second);
    if (!Double.isFinite(a.median()) || !Double.isFinite(b.median())) {
      return UNKNOWN;
    }
    if (a.overlaps(b)) {
      return WITHIN_NOISE;
    }
    return b.median() < a.median() ? LOWER : HIGHER;
  }

  /** The 95 % interval of the median, or for few samples all that they span. */
  private static MedianInterval interval(Measurement m) {
    return MedianInterval.of(m.samples())
        .orElseGet(() -> new MedianInterval(m.min(), m.median(), m.max()));
  }
}
