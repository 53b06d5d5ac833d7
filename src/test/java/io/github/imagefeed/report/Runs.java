package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up runs. */
final class Runs {

  private Runs() {}

  static RunInfo info() {
    Map<String, String> dataset = new LinkedHashMap<>();
    dataset.put("description", "CIFAR-10");
    dataset.put("train", "50000");
    dataset.put("test", "10000");
    dataset.put("shape", "32×32×3");
    return info(dataset);
  }

  static RunInfo info(Map<String, String> dataset) {
    return new RunInfo(
        "compare",
        "2026-11-23T19:30:00Z",
        dataset,
        Map.of("cores", "2"),
        Map.of("java", "17.0.15"),
        Map.of("--seed", "1"));
  }

  static RunResult of(Measurement... measurements) {
    return new RunResult(info(), List.of(measurements));
  }

  static Measurement of(String name, String format, String order, String unit, double... samples) {
    return new Measurement(name, format, order, unit, Arrays.stream(samples).boxed().toList());
  }

  static Measurement load(String format, String order, double... samples) {
    return of("epoch_load", format, order, "s", samples);
  }

  static Measurement shuffled(String format, double... samples) {
    return load(format, "shuffled", samples);
  }

  static Measurement shuffled(String format, Map<String, String> settings, double... samples) {
    List<Double> list = Arrays.stream(samples).boxed().toList();
    return new Measurement("epoch_load", format, "shuffled", settings, "s", list);
  }

  static Measurement disk(String format, double bytes) {
    return of("disk_bytes", format, "", "B", bytes);
  }

  static Measurement epoch(String format, double... samples) {
    return of("train_epoch", format, "", "s", samples);
  }

  static Measurement share(String name, String format, double... samples) {
    return of(name, format, "", "1", samples);
  }

  static RunResult full() {
    return of(
        of("store_write", "hdf5", "", "s", 0.62),
        disk("hdf5", 154_236_416),
        of("store_write", "lmdb", "", "s", 0.71, 0.69, 0.75),
        disk("lmdb", 206_123_008),
        of("store_write", "png", "", "s", 14.2),
        disk("png", 112_345_678),
        load("memory", "sequential", 0.0213, 0.0209, 0.0220),
        shuffled("memory", 0.0731, 0.0729, 0.0741),
        load("png", "sequential", 2.31, 2.28, 2.35),
        shuffled("png", 2.41, 2.38, 2.52),
        load("lmdb", "sequential", 0.0402, 0.0399, 0.0410),
        shuffled("lmdb", 0.0991, 0.0987, 0.1020),
        load("hdf5", "sequential", 0.0310, 0.0309, 0.0330),
        shuffled("hdf5", 0.0810, 0.0805, 0.0850),
        epoch("memory", 74.0, 73.8),
        epoch("png", 76.6, 76.1),
        epoch("lmdb", 74.4, 74.2),
        epoch("hdf5", 74.2, 74.1),
        share("train_wait_share", "memory", 0.0009, 0.0009),
        share("train_wait_share", "png", 0.0101, 0.0098),
        share("train_wait_share", "lmdb", 0.0014, 0.0013),
        share("train_wait_share", "hdf5", 0.0011, 0.0011),
        share("train_overhead", "png", 0.035, 0.031),
        share("train_overhead", "lmdb", 0.004, 0.006),
        share("train_overhead", "hdf5", -0.003, 0.002),
        share("test_accuracy", "memory", 0.52, 0.641),
        share("test_accuracy", "png", 0.52, 0.639),
        share("test_accuracy", "lmdb", 0.53, 0.641),
        share("test_accuracy", "hdf5", 0.52, 0.640));
  }
}
