package io.github.imagefeed.result;

import java.util.Arrays;
import java.util.List;

/**
 * One measured quantity with all its samples.
 *
 * @param name what was measured: {@code epoch_load}, {@code disk_bytes}, …
 * @param format the store format, or {@code memory}; with what tells it apart where one format
 *     takes part several times, as in {@code png workers=2}
 * @param order {@code sequential}, {@code shuffled} or {@code block-shuffled}; empty where order
 *     plays no part
 * @param unit unit of the samples: {@code s}, {@code B}, {@code 1} (a share)
 * @param samples in the order they were taken, at least one
 */
public record Measurement(
    String name, String format, String order, String unit, List<Double> samples) {

  public Measurement {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("measurement " + name + " of " + format + " is empty");
    }
  }

  /** Middle sample, or the mean of the two middle ones. */
  public double median() {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double min() {
    return samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double max() {
    return samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  public double last() {
    return samples.get(samples.size() - 1);
  }
}
