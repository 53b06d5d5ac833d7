package io.github.imagefeed.store;

import io.github.imagefeed.image.ImageShape;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What every batch must fulfil: the argument checks of {@link ImageStore#read}, and its size. */
public final class Batches {

  private Batches() {}

  /**
   * Size of a batch's pixels.
   *
   * @throws IllegalArgumentException if they do not fit one buffer
   */
  public static int bytes(ImageShape shape, int images) {
    long bytes = (long) images * shape.bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a batch of "
              + images
              + " images of "
              + shape
              + " has "
              + bytes
              + " bytes, at most "
              + Integer.MAX_VALUE
              + " fit one buffer; use a smaller batch");
    }
    return (int) bytes;
  }

  /**
   * Checks everything that {@link ImageStore#read} promises to refuse, before a byte is written.
   *
   * @param size number of images in the store
   */
  public static void check(
      ImageShape shape,
      int size,
      int[] indices,
      int from,
      int to,
      ByteBuffer pixels,
      int[] labels) {
    Objects.checkFromToIndex(from, to, indices.length);
    int count = to - from;
    if (!pixels.isDirect() || pixels.isReadOnly()) {
      throw new IllegalArgumentException("the pixel buffer must be direct and writable");
    }
    long bytes = (long) count * shape.bytes();
    if (pixels.remaining() < bytes) {
      throw new IllegalArgumentException(
          "the pixel buffer has "
              + pixels.remaining()
              + " bytes remaining, "
              + count
              + " images of "
              + shape
              + " need "
              + bytes);
    }
    if (labels.length < count) {
      throw new IllegalArgumentException(
          "the label array holds " + labels.length + ", needed are " + count);
    }
    for (int i = from; i < to; i++) {
      if (indices[i] < 0 || indices[i] >= size) {
        throw new IndexOutOfBoundsException(
            "image index " + indices[i] + " is not in the store of " + size + " images");
      }
    }
  }
}
