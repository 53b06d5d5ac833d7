package io.github.imagefeed.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One block in the making, laid out as the package says. One thread at a time. */
final class BlockBuffer {

  private final int imageBytes;
  private final int blockImages;
  private final UnsafeBuffer bytes;
  private int images;

  /**
   * Starts empty.
   *
   * @param blockImages images of a full block
   */
  BlockBuffer(int imageBytes, int blockImages) {
    this.imageBytes = imageBytes;
    this.blockImages = blockImages;
    this.bytes =
        new UnsafeBuffer(ByteBuffer.allocateDirect(blockImages * (imageBytes + Integer.BYTES)));
  }

  boolean isEmpty() {
    return images == 0;
  }

  boolean isFull() {
    return images == blockImages;
  }

  void add(byte[] pixels, int label) {
    bytes.putBytes(images * imageBytes, pixels, 0, imageBytes);
    bytes.putInt(labelAt(images), label, ByteOrder.LITTLE_ENDIAN);
    images++;
  }

  /**
   * Adds the first images of a stored block to this one, which is empty.
   *
   * @param value the block
   * @param first how many, at most those of either block
   */
  void addFirst(DirectBuffer value, int first) {
    int stored = value.capacity() / (imageBytes + Integer.BYTES);
    bytes.putBytes(0, value, 0, first * imageBytes);
    bytes.putBytes(labelAt(0), value, stored * imageBytes, first * Integer.BYTES);
    images = first;
  }

  /** While a block grows its labels lie where those of a full one do. */
  private int labelAt(int image) {
    return blockImages * imageBytes + image * Integer.BYTES;
  }

  /** The block as it is stored, valid until the next image; this is empty afterwards. */
  DirectBuffer take() {
    bytes.putBytes(images * imageBytes, bytes, labelAt(0), images * Integer.BYTES);
    UnsafeBuffer value = new UnsafeBuffer(bytes, 0, images * (imageBytes + Integer.BYTES));
    images = 0;
    return value;
  }
}
