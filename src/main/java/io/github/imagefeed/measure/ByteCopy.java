package io.github.imagefeed.measure;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads epochs of a store into one batch buffer, on the calling thread, without DJL: what the
 * format itself costs. Of images in memory it is the plain memory copy, the bound of all loading.
 * Not thread-safe.
 */
final class ByteCopy {

  private final ImageStore store;
  private final EpochOrder order;
  private final int[] indices;
  private final int[] labels;
  private final ByteBuffer pixels;
  private long epoch;

  ByteCopy(ImageStore store, EpochOrder order, int batch) {
    this.store = store;
    this.order = order;
    int images = Math.min(batch, store.size());
    this.indices = new int[images];
    this.labels = new int[images];
    this.pixels = ByteBuffer.allocateDirect(Batches.bytes(store.shape(), images));
  }

  /** Seconds of the next epoch. */
  double seconds() throws IOException {
    IndexOrder visits = order.of(store.size(), epoch++);
    long begin = System.nanoTime();
    for (int from = 0; from < store.size(); from += indices.length) {
      int to = Math.min(store.size(), from + indices.length);
      visits.copy(from, to, indices);
      store.read(indices, 0, to - from, pixels, labels);
    }
    return (System.nanoTime() - begin) / 1e9;
  }
}
