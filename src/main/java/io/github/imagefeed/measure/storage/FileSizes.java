package io.github.imagefeed.measure.storage;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreVariant;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What stores were predicted to take on disk, and take: by image size and the choices of each
 * format, such as LMDB's block. Not timed, each store is written once.
 */
final class FileSizes {

  /** Enough that a page more or less does not matter. */
  private static final int BYTES = 1 << 24;

  private final Bench bench;

  FileSizes(Bench bench) {
    this.bench = bench;
  }

  /**
   * For the pool's own size and each other.
   *
   * @param sizes pixels a side
   * @param most no store may have more images
   */
  void run(List<Integer> sizes, int most, Budget budget) throws IOException, StoppedException {
    run(bench.pool(), most, budget);
    for (int side : sizes) {
      ImageShape shape = bench.pool().shape();
      if (side != shape.height() || side != shape.width()) {
        int images = Math.max(1, Math.min(bench.pool().size(), 64));
        run(bench.pool().resized(side, side, images, budget), most, budget);
      }
    }
  }

  private void run(ImagePool pool, int most, Budget budget) throws IOException, StoppedException {
    int images = Math.max(1, Math.min(most, BYTES / pool.shape().bytes()));
    for (StoreFormat format : bench.formats()) {
      Subject subject = Subject.of(format.name(), pool.shape(), images);
      run(format, subject, pool, images, budget);
      for (StoreVariant variant : format.variants()) {
        run(
            variant.format(),
            subject.with(variant.setting(), variant.value()),
            pool,
            images,
            budget);
      }
    }
  }

  private void run(StoreFormat format, Subject subject, ImagePool pool, int images, Budget budget)
      throws IOException, StoppedException {
    StoreSpec spec = pool.spec(images);
    StoreSize predicted = format.predictSize(spec);
    if (predicted.certainty() == Certainty.AT_MOST || budget.secondsLeft() == 0) {
      return; // what it takes depends on the pixels, or there is no time to see
    }
    OptionalInt block = format.plan(spec).blockImages();
    if (block.isPresent() && block.getAsInt() > 1 && 2 * block.getAsInt() > images) {
      return; // hardly one block: it says nothing of blocks of that size
    }
    Path store = bench.path("size." + format.name());
    try (StoreWriter writer = StoreWriter.create(format, store, spec, false)) {
      for (int k = 0; k < images; k++) {
        budget.requireGoingOn();
        writer.append(pool.pixels(k, images), pool.label(k, images));
      }
      writer.finish();
    }
    bench.addDiskUse(subject, store, pool.shape(), images);
    bench.addBytes(MetricNames.DISK_PREDICTED, subject, (double) predicted.bytes());
    bench.spent().take(store);
  }
}
