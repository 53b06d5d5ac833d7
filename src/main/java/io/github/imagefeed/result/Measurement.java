package io.github.imagefeed.result;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One measured quantity with all its samples.
 *
 * @param name what was measured: {@code epoch_load}, {@code disk_bytes}, …
 * @param format the store format, {@code memory}, or the name of another loader
 * @param order {@code sequential}, {@code shuffled} or {@code block-shuffled}; empty where order
 *     plays no part
 * @param settings what tells it apart from others of the same name, format and order: names of
 *     {@link SettingNames} and their values, in the order in which they are shown
 * @param unit unit of the samples: {@code s}, {@code B}, {@code 1} (a share)
 * @param samples in the order they were taken, at least one
 */
public record Measurement(
    String name,
    String format,
    String order,
    Map<String, String> settings,
    String unit,
    List<Double> samples) {

  public Measurement {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("measurement " + name + " of " + format + " is empty");
    }
  }

  /** One without settings. */
  public Measurement(String name, String format, String order, String unit, List<Double> samples) {
    this(name, format, order, Map.of(), unit, samples);
  }

  /** Who was measured: the format, and its settings if it has some, as in {@code png workers=2}. */
  public String label() {
    return label(format, settings);
  }

  /** The label of a format with settings. */
  public static String label(String format, Map<String, String> settings) {
    StringBuilder label = new StringBuilder(format);
    settings.forEach((name, value) -> label.append(' ').append(name).append('=').append(value));
    return label.toString();
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
