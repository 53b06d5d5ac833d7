package io.github.imagefeed.advice;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up runs of the storage experiments. */
final class Storages {

  static final String SMALL = "32x32x3";
  private static final int IMAGES = 10_000;

  private final List<Measurement> measurements = new ArrayList<>();

  /** Seconds of reading such sets in order: opening takes 0.2 ms. */
  static double read(double perImage, double perByte, int images, int side) {
    return 2e-4 + perImage * images + perByte * 3 * side * side * images;
  }

  /** Writing and reading a format at these costs, of sets as {@code storage} has them. */
  Storages format(String format, double writePerByte, double readPerImage, double readPerByte) {
    int[][] sets = {{1, 32}, {100, 32}, {IMAGES, 32}, {682, 256}, {170, 512}};
    for (int[] set : sets) {
      String size = set[1] + "x" + set[1] + "x3";
      double bytes = 3.0 * set[1] * set[1] * set[0];
      write(format, set[0], size, Map.of(), 0.01 + writePerByte * bytes);
      double seconds = read(readPerImage, readPerByte, set[0], set[1]);
      read(format, "sequential", set[0], Map.of(), seconds, size);
    }
    return this;
  }

  Storages write(String format, int images, String size, Map<String, String> more, double seconds) {
    return add(MetricNames.STORE_WRITE, format, "", images, size, more, seconds);
  }

  /** Of images of 32x32x3. */
  Storages read(String format, String order, int images, Map<String, String> more, double seconds) {
    return read(format, order, images, more, seconds, SMALL);
  }

  Storages read(
      String format,
      String order,
      int images,
      Map<String, String> more,
      double seconds,
      String size) {
    return add(MetricNames.STORE_READ, format, order, images, size, more, seconds);
  }

  /** Of 10,000 images of 32x32x3. */
  Storages shuffled(String format, double seconds) {
    return read(format, "shuffled", IMAGES, Map.of(), seconds);
  }

  /** Of 10,000 images of 32x32x3. */
  Storages cold(String format, String order, double seconds) {
    return read(format, order, IMAGES, Map.of("cache", "cold"), seconds);
  }

  Storages threads(String format, int threads, double seconds) {
    Map<String, String> settings = Map.of("threads", String.valueOf(threads));
    return add(MetricNames.EPOCH_COPY, format, "shuffled", IMAGES, SMALL, settings, seconds);
  }

  private Storages add(
      String name,
      String format,
      String order,
      int images,
      String size,
      Map<String, String> more,
      double seconds) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("images", String.valueOf(images));
    settings.put("size", size);
    settings.putAll(more);
    measurements.add(new Measurement(name, format, order, settings, "s", List.of(seconds)));
    return this;
  }

  RunResult of(String command) {
    RunInfo info =
        new RunInfo(command, "2026-11-25T10:00:00Z", Map.of(), Map.of(), Map.of(), Map.of());
    return new RunResult(info, measurements);
  }

  StorageRun run() throws IOException {
    return StorageRun.of(of("storage"));
  }
}
