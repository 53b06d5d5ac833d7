package io.github.imagefeed.training.kfold;

import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The labels of a store, read when they are first asked for: that reads and decodes all of it,
 * which who has its folds already need not wait for. Not thread-safe.
 */
final class Labels {

  private static final int BATCH_BYTES = 1 << 22;

  private final ImageStore store;
  private int[] labels = {};

  Labels(ImageStore store) {
    this.store = store;
  }

  /** The class of each image; not to be changed. */
  int[] all() throws IOException {
    if (labels.length == 0) {
      labels = read(store);
    }
    return labels;
  }

  private static int[] read(ImageStore store) throws IOException {
    int batch = Math.max(1, BATCH_BYTES / store.shape().bytes());
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * store.shape().bytes());
    int[] labels = new int[store.size()];
    int[] some = new int[batch];
    int[] indices = new int[batch];
    for (int done = 0; done < labels.length; done += batch) {
      int count = Math.min(batch, labels.length - done);
      for (int i = 0; i < count; i++) {
        indices[i] = done + i;
      }
      store.read(indices, 0, count, pixels, some);
      System.arraycopy(some, 0, labels, done, count);
    }
    return labels;
  }
}
