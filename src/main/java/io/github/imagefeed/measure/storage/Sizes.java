package io.github.imagefeed.measure.storage;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images of other sizes, scaled from these: about as many bytes of each size. */
final class Sizes {

  /** A tenth of a second and more for the fastest format, so that fixed costs do not matter. */
  private static final int BYTES = 1 << 27;

  private final Bench bench;

  Sizes(Bench bench) {
    this.bench = bench;
  }

  /** Runs one size after the other; {@code sizes} in pixels a side. */
  void run(List<Integer> sizes, Budget budget) throws IOException, StoppedException {
    for (int i = 0; i < sizes.size(); i++) {
      int side = sizes.get(i);
      int bytes = side * side * bench.pool().shape().channels();
      int images = Math.max(1, Math.min(bench.pool().size(), BYTES / bytes));
      if (bench.has(
          MetricNames.RAW_BYTES,
          Subject.of(MetricNames.MEMORY, bench.pool().shape(side, side), images),
          MetricNames.BYTES)) {
        continue; // as many of this size have been stored already
      }
      ImagePool pool = bench.pool().resized(side, side, images, budget);
      run(pool, images, budget.share(1.0 / (sizes.size() - i)));
    }
  }

  private void run(ImagePool pool, int images, Budget budget) throws IOException, StoppedException {
    List<Trial> writes = new ArrayList<>();
    List<Trial> reads = new ArrayList<>();
    for (StoreFormat format : bench.formats()) {
      Subject subject = Subject.of(format.name(), pool.shape(), images);
      Path store = store(format);
      writes.add(new WriteTrial(subject, format, pool, images, store, bench.spent(), budget));
      reads.add(
          new ReadTrial(
              subject, format, pool.shape(), store, EpochOrder.Kind.SEQUENTIAL, false, budget));
    }
    Subject memory = Subject.of(MetricNames.MEMORY, pool.shape(), images);
    Path plain = bench.path("plain");
    writes.add(new PlainWriteTrial(memory, pool, images, plain, budget));
    reads.add(new CopyTrial(memory, pool, images, budget));

    String what = Counts.words(images) + " of " + Subject.size(pool.shape());
    boolean written =
        bench
            .race(images)
            .run("storing " + what, writes, expected(images), budget.share(0.6))
            .isPresent();
    bench.spent().take(plain);
    if (written) {
      for (StoreFormat format : bench.formats()) {
        bench.addDiskUse(
            Subject.of(format.name(), pool.shape(), images), store(format), pool.shape(), images);
      }
      bench.race(images).run("reading " + what, reads, 0, budget);
    }
    for (StoreFormat format : bench.formats()) {
      bench.spent().take(store(format));
    }
  }

  /** As if larger images took no longer: a least time, from those that were written before. */
  private double expected(int images) {
    return bench.formats().stream()
        .mapToDouble(format -> bench.pace().of(format.name(), images))
        .sum();
  }

  private Path store(StoreFormat format) {
    return bench.path("size." + format.name());
  }
}
