package io.github.imagefeed.dataset;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Memory that one batch is read into, used again for batch after batch: a fresh direct buffer each
 * time would cost several times the reading itself, for zeroing and for page faults. One thread at
 * a time.
 */
final class Staging {

  private int[] indices = new int[0];
  private int[] labels = new int[0];
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);

  /** What the store gives, where the batch is to show something else. */
  private ByteBuffer stored = ByteBuffer.allocateDirect(0);

  private ByteBuffer wideLabels = ByteBuffer.allocateDirect(0);

  /**
   * Reads a batch.
   *
   * @param view which images of the store the dataset has, where not all in their order
   * @param aside whether {@link #augment} is to follow, without which there are no pixels then
   */
  void read(ImageStore store, IndexList batch, Optional<int[]> view, boolean aside)
      throws IOException {
    int count = batch.size();
    makeRoom(store.shape(), count);
    batch.copy(indices);
    if (view.isPresent()) {
      int[] inStore = view.get();
      for (int i = 0; i < count; i++) {
        indices[i] = inStore[indices[i]];
      }
    }
    if (aside) {
      stored = room(stored, pixels.capacity());
    }
    store.read(indices, 0, count, aside ? stored : pixels, labels);
    for (int i = 0; i < count; i++) {
      wideLabels.putLong(i * Long.BYTES, labels[i]);
    }
  }

  /** Changes the images of the batch that was read aside. */
  void augment(ImageShape shape, IndexList batch, EpochAugmentation how) {
    how.apply(stored, pixels, shape, batch);
  }

  private void makeRoom(ImageShape shape, int count) {
    pixels = room(pixels, Batches.bytes(shape, count));
    if (indices.length < count) {
      indices = new int[count];
      labels = new int[count];
      wideLabels = ByteBuffer.allocateDirect(count * Long.BYTES).order(ByteOrder.nativeOrder());
    }
  }

  private static ByteBuffer room(ByteBuffer now, int bytes) {
    return now.capacity() < bytes
        ? ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder())
        : now;
  }

  /** The pixels of the first {@code bytes} bytes read, as a buffer of just these. */
  ByteBuffer pixels(int bytes) {
    return pixels.slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  /** The first {@code count} labels read, as int64. */
  ByteBuffer labels(int count) {
    return wideLabels.slice(0, count * Long.BYTES).order(ByteOrder.nativeOrder());
  }
}
