package io.github.imagefeed.measure.storage;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.measure.DiskUse;
import io.github.imagefeed.measure.Samples;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What all experiments share.
 *
 * @param pool the images
 * @param formats contestants, as they come by default
 * @param folder for stores, which nobody else uses
 * @param spent where stores go that are done with
 * @param pace how long each format takes to write
 * @param samples where figures go
 * @param notes where it is said what was left out or done otherwise
 * @param repeat repetitions at most
 */
record Bench(
    ImagePool pool,
    List<StoreFormat> formats,
    Path folder,
    Spent spent,
    Pace pace,
    Samples samples,
    List<String> notes,
    int repeat,
    Watch watch) {

  /** Files of one race at most, about: removing millions at the end would take minutes. */
  private static final int FILES = 500_000;

  /** Fewer give no interval. */
  private static final int LEAST_REPEAT = 7;

  Bench {
    formats = List.copyOf(formats);
  }

  /** A race of writers, or readers, of so many images. */
  Race race(int images) {
    int rounds = Math.max(LEAST_REPEAT, FILES / Math.max(1, images));
    return new Race(samples, notes, Math.min(repeat, rounds), watch);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Records what a store takes on disk, beside the bytes of its pixels, once. */
  void addDiskUse(Subject subject, Path store, ImageShape shape, int images) throws IOException {
    if (has(MetricNames.DISK_BYTES, subject, MetricNames.BYTES)) {
      return;
    }
    DiskUse use = DiskUse.of(store);
    addBytes(MetricNames.DISK_BYTES, subject, (double) use.apparent());
    use.allocated()
        .ifPresent(bytes -> addBytes(MetricNames.DISK_ALLOCATED, subject, (double) bytes));
    Subject raw = Subject.of(MetricNames.MEMORY, shape, images);
    if (!has(MetricNames.RAW_BYTES, raw, MetricNames.BYTES)) {
      addBytes(MetricNames.RAW_BYTES, raw, (double) shape.bytes() * images);
    }
  }

  /** Whether that was timed, if only in a first run. */
  boolean hasRun(String metric, Subject subject) {
    return has(metric, subject, MetricNames.SECONDS)
        || has(metric, subject.with(SettingNames.RUN, SettingNames.FIRST), MetricNames.SECONDS);
  }

  /** Whether there is a sample of that. */
  boolean has(String metric, Subject subject, String unit) {
    return !samples.isMissing(metric, subject.format(), subject.order(), subject.settings(), unit);
  }

  void addBytes(String metric, Subject subject, double bytes) {
    samples.add(
        metric, subject.format(), subject.order(), subject.settings(), MetricNames.BYTES, bytes);
  }

  void addSeconds(String metric, Subject subject, double seconds) {
    samples.add(
        metric,
        subject.format(),
        subject.order(),
        subject.settings(),
        MetricNames.SECONDS,
        seconds);
  }
}
