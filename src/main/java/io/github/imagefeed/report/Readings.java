package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a run as the tables and the advice ask for them; empty where not measured. */
final class Readings {

  private static final List<String> FORMATS_FIRST =
      List.of(MetricNames.MEMORY, "png", "lmdb", "hdf5");

  private final RunResult result;

  Readings(RunResult result) {
    this.result = result;
  }

  /**
   * Labels of all that was measured: those of memory, png, lmdb, hdf5, then others as they come.
   */
  List<String> labels() {
    return result.measurements().stream()
        .sorted(Comparator.comparingInt(m -> rank(m.format())))
        .map(Measurement::label)
        .distinct()
        .toList();
  }

  /** Orders in which something was measured of who has that label. */
  List<String> orders(String name, String label) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(name) && m.label().equals(label))
        .map(Measurement::order)
        .distinct()
        .sorted(Comparator.comparing((String order) -> !order.equals(OrderNames.SEQUENTIAL)))
        .toList();
  }

  /** The measurement of that name and label, whatever its order. */
  Optional<Measurement> find(String name, String label) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(name) && m.label().equals(label))
        .findFirst();
  }

  Optional<Measurement> load(String label, String order) {
    return result.find(MetricNames.EPOCH_LOAD, label, order);
  }

  /** Median of any measurement. */
  Optional<Double> median(String name, String label, String order) {
    return result.find(name, label, order).map(Measurement::median);
  }

  /** Median load time over that of the copy in memory, by as many workers where that was set. */
  Optional<Double> timesMemory(String label, String order) {
    return load(label, order)
        .flatMap(
            load ->
                quotient(
                    Optional.of(load.median()),
                    load(Measurement.label(MetricNames.MEMORY, load.settings()), order)
                        .map(Measurement::median)));
  }

  /** Median load time over that of the plain copy of the images' bytes in memory. */
  Optional<Double> timesCopy(String label, String order) {
    return quotient(load(label, order).map(Measurement::median), memoryCopy(order));
  }

  /** Median time of reading a store's bytes over that of the plain copy in memory. */
  Optional<Double> bytesTimesCopy(String label, String order) {
    return quotient(median(MetricNames.EPOCH_COPY, label, order), memoryCopy(order));
  }

  private Optional<Double> memoryCopy(String order) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(MetricNames.EPOCH_COPY) && m.order().equals(order))
        .filter(m -> m.format().equals(MetricNames.MEMORY))
        .findFirst()
        .map(Measurement::median);
  }

  /** Images loaded in one second of processor time. */
  Optional<Double> imagesPerCore(String label, String order) {
    return quotient(images().map(Long::doubleValue), median(MetricNames.EPOCH_CPU, label, order));
  }

  Optional<Double> imagesPerSecond(String label, String order) {
    return quotient(images().map(Long::doubleValue), load(label, order).map(Measurement::median));
  }

  /** Share of a training epoch spent waiting for images. */
  Optional<Double> waitShare(String label) {
    return find(MetricNames.TRAIN_WAIT_SHARE, label)
        .map(Measurement::median)
        .or(
            () ->
                quotient(
                    find(MetricNames.TRAIN_WAIT, label).map(Measurement::median),
                    find(MetricNames.TRAIN_EPOCH, label).map(Measurement::median)));
  }

  /** Number of images in an epoch. */
  Optional<Long> images() {
    return count("train");
  }

  /** One line on the data set; empty if the run says nothing about it. */
  Optional<String> heading() {
    Map<String, String> dataset = result.run().dataset();
    List<String> parts = new ArrayList<>();
    count("train").ifPresent(n -> parts.add(Figures.count(n) + " training images"));
    count("images").ifPresent(n -> parts.add(Figures.count(n) + " images"));
    count("test").ifPresent(n -> parts.add(Figures.count(n) + " test images"));
    Optional.ofNullable(dataset.get("shape")).ifPresent(parts::add);
    String facts = String.join(", ", parts);
    String description = dataset.getOrDefault("description", "");
    String line = description + (description.isEmpty() || facts.isEmpty() ? "" : ": ") + facts;
    return line.isEmpty() ? Optional.empty() : Optional.of(line);
  }

  private Optional<Long> count(String key) {
    String value = result.run().dataset().getOrDefault(key, "");
    // Descriptive text, not a number, is as good as no count: no figure is drawn from it.
    return value.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
  }

  private static Optional<Double> quotient(Optional<Double> dividend, Optional<Double> divisor) {
    return dividend.flatMap(a -> divisor.filter(b -> b > 0).map(b -> a / b));
  }

  static int rank(String format) {
    int index = FORMATS_FIRST.indexOf(format);
    return index < 0 ? FORMATS_FIRST.size() : index;
  }
}
