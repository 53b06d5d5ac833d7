package io.github.imagefeed.measure.storage;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** Opens a store, reads every image once, a batch at a time into one buffer, and closes it. */
final class ReadTrial implements Trial {

  /** Images a batch. */
  static final int BATCH = 128;

  private static final long SEED = 1;

  private final Subject subject;
  private final StoreFormat format;
  private final Path store;
  private final EpochOrder.Kind order;
  private final boolean cold;
  private final Budget budget;
  private final int[] indices = new int[BATCH];
  private final int[] labels = new int[BATCH];
  private final ByteBuffer pixels;
  private long epoch;

  /**
   * Prepares the buffer.
   *
   * @param store exists when the trial runs
   * @param cold whether to drop the store from the page cache before each run
   */
  ReadTrial(
      Subject subject,
      StoreFormat format,
      ImageShape shape,
      Path store,
      EpochOrder.Kind order,
      boolean cold,
      Budget budget) {
    this.subject = subject.in(order.toString());
    this.format = format;
    this.store = store;
    this.order = order;
    this.cold = cold;
    this.budget = budget;
    this.pixels = ByteBuffer.allocateDirect(Batches.bytes(shape, BATCH));
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Map<String, Double> run() throws IOException, StoppedException {
    if (cold) {
      PageCache.requireDropped(store);
    }
    long begin = System.nanoTime();
    try (ImageStore opened = format.open(store)) {
      IndexOrder visits = new EpochOrder(order, Blocks.DEFAULT, SEED).of(opened.size(), epoch++);
      opened.readAhead();
      for (int from = 0; from < opened.size(); from += BATCH) {
        budget.requireGoingOn();
        int to = Math.min(opened.size(), from + BATCH);
        visits.copy(from, to, indices);
        opened.read(indices, 0, to - from, pixels, labels);
      }
    }
    return Map.of(MetricNames.STORE_READ, (System.nanoTime() - begin) / 1e9);
  }
}
