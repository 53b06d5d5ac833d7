package io.github.imagefeed.measure.storage;

import io.github.imagefeed.result.MetricNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Copies the pixels, which lie one after the other in memory, a batch at a time into one buffer: no
 * reader can be faster.
 */
final class CopyTrial implements Trial {

  private static final int SLAB_BYTES = 1 << 28;

  private final Subject subject;
  private final Budget budget;
  private final List<ByteBuffer> slabs = new ArrayList<>();
  private final ByteBuffer batch;

  /** Lays the images out. */
  CopyTrial(Subject subject, ImagePool pool, int images, Budget budget) {
    this.subject = subject;
    this.budget = budget;
    int bytes = pool.shape().bytes();
    this.batch = ByteBuffer.allocateDirect(bytes * ReadTrial.BATCH);
    int perSlab = Math.max(1, SLAB_BYTES / bytes);
    for (int first = 0; first < images; first += perSlab) {
      int count = Math.min(perSlab, images - first);
      ByteBuffer slab = ByteBuffer.allocateDirect(count * bytes);
      for (int k = 0; k < count; k++) {
        slab.put(pool.pixels(first + k, images));
      }
      slabs.add(slab.flip());
    }
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Map<String, Double> run() throws StoppedException {
    long begin = System.nanoTime();
    for (ByteBuffer slab : slabs) {
      for (int at = 0; at < slab.limit(); at += batch.capacity()) {
        budget.requireGoingOn();
        batch.put(0, slab, at, Math.min(batch.capacity(), slab.limit() - at));
      }
    }
    return Map.of(MetricNames.COPY_READ, (System.nanoTime() - begin) / 1e9);
  }
}
