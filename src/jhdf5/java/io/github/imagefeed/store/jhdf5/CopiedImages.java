package io.github.imagefeed.store.jhdf5;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The images of a store one by one, read in batches: to be asked for in their order. */
final class CopiedImages {

  private final ImageStore store;
  private final int[] indices;
  private final int[] labels;
  private final ByteBuffer pixels;
  private final byte[] image;
  private int first;
  private int count;

  CopiedImages(ImageStore store, int batch) {
    this.store = store;
    this.indices = new int[batch];
    this.labels = new int[batch];
    this.pixels = ByteBuffer.allocateDirect(Batches.bytes(store.shape(), batch));
    this.image = new byte[store.shape().bytes()];
  }

  /** In an array that is used again. */
  byte[] pixels(int index) throws IOException {
    if (index >= first + count) {
      first = index;
      count = Math.min(indices.length, store.size() - index);
      for (int i = 0; i < count; i++) {
        indices[i] = first + i;
      }
      store.read(indices, 0, count, pixels, labels);
    }
    pixels.get((index - first) * image.length, image);
    return image;
  }

  /** Of the image that was asked for last. */
  int label(int index) {
    return labels[index - first];
  }
}
