package io.github.imagefeed.measure.storage;

import io.github.imagefeed.result.MetricNames;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Copies the pixels, which lie one after the other in memory, a batch at a time into one buffer: no
 * reader can be faster. Where they are more than the caches of processors hold, the first of them
 * stand for the others.
 */
final class CopyTrial implements Trial {

  private static final int SLAB_BYTES = 1 << 28;

  private final Subject subject;
  private final ImagePool pool;
  private final int images;
  private final Budget budget;
  private Optional<ByteBuffer> slab = Optional.empty();
  private Optional<ByteBuffer> batch = Optional.empty();

  CopyTrial(Subject subject, ImagePool pool, int images, Budget budget) {
    this.subject = subject;
    this.pool = pool;
    this.images = images;
    this.budget = budget;
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Map<String, Double> run() throws StoppedException {
    int bytes = pool.shape().bytes();
    ByteBuffer from = slab.orElseGet(this::layOut);
    slab = Optional.of(from);
    ByteBuffer to =
        batch.orElseGet(() -> ByteBuffer.allocateDirect(bytes * Math.min(images, ReadTrial.BATCH)));
    batch = Optional.of(to);
    long begin = System.nanoTime();
    long left = (long) images * bytes;
    int at = 0;
    while (left > 0) {
      budget.requireGoingOn();
      int count = (int) Math.min(left, Math.min(to.capacity(), from.capacity() - at));
      to.put(0, from, at, count);
      left -= count;
      at = at + count == from.capacity() ? 0 : at + count;
    }
    return Map.of(MetricNames.COPY_READ, (System.nanoTime() - begin) / 1e9);
  }

  private ByteBuffer layOut() {
    int bytes = pool.shape().bytes();
    int count = Math.min(images, Math.max(1, SLAB_BYTES / bytes));
    ByteBuffer laid = ByteBuffer.allocateDirect(count * bytes);
    for (int k = 0; k < count; k++) {
      laid.put(pool.pixels(k, images));
    }
    return laid;
  }
}
