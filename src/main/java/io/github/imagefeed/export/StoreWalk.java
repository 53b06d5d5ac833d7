package io.github.imagefeed.export;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Goes through stores from the first image to the last. One thread. */
final class StoreWalk {

  private static final int BATCH_BYTES = 1 << 19;

  private final ExportProgress progress;
  private long done;

  StoreWalk(ExportProgress progress) {
    this.progress = progress;
  }

  /** Takes an image. */
  @FunctionalInterface
  interface Visitor {

    /**
     * The next image.
     *
     * @param index in its store
     * @param pixels valid during the call
     */
    void take(int index, byte[] pixels, int label) throws IOException;
  }

  /** Gives each image, its pixels in the layout asked for. */
  void through(ImageStore store, Layout layout, Visitor visitor) throws IOException {
    ImageShape shape = store.shape();
    boolean turned = shape.layout() != layout && shape.channels() > 1;
    byte[] image = new byte[shape.bytes()];
    byte[] other = new byte[turned ? shape.bytes() : 0];
    int most = Math.max(1, BATCH_BYTES / shape.bytes());
    ByteBuffer pixels = ByteBuffer.allocateDirect(most * shape.bytes());
    int[] indices = new int[most];
    int[] labels = new int[most];
    for (int first = 0, count; first < store.size(); first += count) {
      count = Math.min(most, store.size() - first);
      for (int k = 0; k < count; k++) {
        indices[k] = first + k;
      }
      store.read(indices, 0, count, pixels, labels);
      for (int k = 0; k < count; k++) {
        pixels.get(k * shape.bytes(), image);
        if (turned) {
          Pixels.transpose(image, shape, other);
        }
        visitor.take(first + k, turned ? other : image, labels[k]);
        progress.at(++done);
      }
    }
  }
}
