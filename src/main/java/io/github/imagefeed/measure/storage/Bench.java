package io.github.imagefeed.measure.storage;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.measure.DiskUse;
import io.github.imagefeed.measure.Samples;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.result.MetricNames;
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
 * @param samples where figures go
 * @param notes where it goes what was left out or done otherwise
 * @param repeat repetitions at most
 */
record Bench(
    ImagePool pool,
    List<StoreFormat> formats,
    Path folder,
    Samples samples,
    List<String> notes,
    int repeat,
    Watch watch) {

  Bench {
    formats = List.copyOf(formats);
  }

  Race race() {
    return new Race(samples, notes, repeat, watch);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Records what a store takes on disk, beside the bytes of its pixels. */
  void addDiskUse(Subject subject, Path store, ImageShape shape, int images) throws IOException {
    DiskUse use = DiskUse.of(store);
    addBytes(MetricNames.DISK_BYTES, subject, (double) use.apparent());
    use.allocated()
        .ifPresent(bytes -> addBytes(MetricNames.DISK_ALLOCATED, subject, (double) bytes));
    Subject raw = Subject.of(MetricNames.MEMORY, shape, images);
    if (!has(MetricNames.RAW_BYTES, raw)) {
      addBytes(MetricNames.RAW_BYTES, raw, (double) shape.bytes() * images);
    }
  }

  /** Whether bytes of that kind are known of it. */
  boolean has(String metric, Subject subject) {
    return !samples.isMissing(
        metric, subject.format(), subject.order(), subject.settings(), MetricNames.BYTES);
  }

  void addBytes(String metric, Subject subject, double bytes) {
    samples.add(
        metric, subject.format(), subject.order(), subject.settings(), MetricNames.BYTES, bytes);
  }
}
