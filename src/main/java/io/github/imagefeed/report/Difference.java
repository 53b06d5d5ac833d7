package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MedianInterval;
import io.github.imagefeed.result.MetricNames;
import java.util.Set;

/** Whether two measurements of the same thing differ by more than their samples scatter. */
enum Difference {
  LOWER("lower"),
  HIGHER("higher"),
  WITHIN_NOISE("within the noise"),
  SAME("the same"),
  UNKNOWN("too few samples");

  /**
   * Of fewer on a side, spans that have nothing in common say little: without any difference two
   * times two samples lie so in one of three cases, three and three in one of ten; four and four in
   * one of 35.
   */
  private static final int LEAST_SAMPLES = 4;

  /** What is counted, and the same however often it is: one sample is enough. */
  static final Set<String> EXACT =
      Set.of(MetricNames.DISK_BYTES, MetricNames.DISK_PREDICTED, MetricNames.RAW_BYTES);

  private final String text;

  Difference(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** What the second is compared to the first. */
  static Difference of(Measurement first, Measurement second) {
    if (first.samples().equals(second.samples())) {
      return SAME;
    }
    int fewest = Math.min(first.samples().size(), second.samples().size());
    if (fewest < LEAST_SAMPLES && !EXACT.contains(first.name())) {
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
  static MedianInterval interval(Measurement m) {
    return MedianInterval.of(m.samples())
        .orElseGet(() -> new MedianInterval(m.min(), m.median(), m.max()));
  }
}
