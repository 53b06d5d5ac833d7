package io.github.imagefeed.measure;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.training.EpochFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects samples while an experiment goes round its contestants. Not thread-safe. */
public final class Samples {

  private record Key(
      String name, String format, String order, Map<String, String> settings, String unit) {}

  private final Map<Key, List<Double>> samples = new LinkedHashMap<>();

  /** Adds a sample to the measurement that has all the rest in common, or begins it. */
  public void add(
      String name,
      String format,
      String order,
      Map<String, String> settings,
      String unit,
      double value) {
    samples
        .computeIfAbsent(new Key(name, format, order, settings, unit), key -> new ArrayList<>())
        .add(value);
  }

  /** Whether there is no sample yet. */
  public boolean isMissing(
      String name, String format, String order, Map<String, String> settings, String unit) {
    return !samples.containsKey(new Key(name, format, order, settings, unit));
  }

  void add(String name, Loader loader, String order, String unit, double value) {
    add(name, loader.name(), order, loader.settings(), unit, value);
  }

  void add(String name, String format, String unit, double value) {
    add(name, format, "", Map.of(), unit, value);
  }

  /** Adds what loading one epoch cost. */
  void add(Loader loader, String order, EpochCost cost) {
    add(MetricNames.EPOCH_LOAD, loader, order, MetricNames.SECONDS, cost.seconds());
    add(MetricNames.FIRST_BATCH, loader, order, MetricNames.SECONDS, cost.firstBatchSeconds());
    add(MetricNames.BATCH_WAIT_P50, loader, order, MetricNames.SECONDS, cost.waitP50Seconds());
    add(MetricNames.BATCH_WAIT_P99, loader, order, MetricNames.SECONDS, cost.waitP99Seconds());
    add(MetricNames.EPOCH_CPU, loader, order, MetricNames.SECONDS, cost.cpuSeconds());
    cost.heapBytesPerBatch()
        .ifPresent(b -> add(MetricNames.BATCH_HEAP, loader, order, MetricNames.BYTES, b));
    cost.deviceBytes()
        .ifPresent(b -> add(MetricNames.DEVICE_READ, loader, order, MetricNames.BYTES, b));
  }

  /** Adds the figures of one epoch of training. */
  void add(String format, EpochFigures epoch) {
    add(MetricNames.TRAIN_EPOCH, format, MetricNames.SECONDS, epoch.seconds());
    add(MetricNames.TRAIN_WAIT, format, MetricNames.SECONDS, epoch.waitSeconds());
    add(
        MetricNames.TRAIN_WAIT_SHARE,
        format,
        MetricNames.SHARE,
        epoch.waitSeconds() / epoch.seconds());
    add(MetricNames.TRAIN_LOSS, format, MetricNames.SHARE, epoch.loss());
    add(MetricNames.TRAIN_ACCURACY, format, MetricNames.SHARE, epoch.trainAccuracy());
    if (epoch.testAccuracy().isPresent()) {
      add(MetricNames.TEST_ACCURACY, format, MetricNames.SHARE, epoch.testAccuracy().getAsDouble());
    }
  }

  /** What was collected, in the order in which each measurement got its first sample. */
  public List<Measurement> measurements() {
    return samples.entrySet().stream()
        .map(
            e ->
                new Measurement(
                    e.getKey().name(),
                    e.getKey().format(),
                    e.getKey().order(),
                    e.getKey().settings(),
                    e.getKey().unit(),
                    e.getValue()))
        .toList();
  }
}
