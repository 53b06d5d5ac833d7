package io.github.imagefeed.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One block in the making: what of a block is as long for one image as for another, laid out as the
 * package says. One thread at a time.
 */
final class BlockBuffer {

  private final int imageBytes;
  private final int blockImages;
  private final UnsafeBuffer bytes;
  private int images;

  /**
   * Starts empty.
   *
   * @param bytes room for a full block
   * @param blockImages images of a full block
   */
  BlockBuffer(UnsafeBuffer bytes, int imageBytes, int blockImages) {
    this.imageBytes = imageBytes;
    this.blockImages = blockImages;
    this.bytes = bytes;
  }

  /** Starts empty, with memory of its own. */
  static BlockBuffer allocate(int imageBytes, int blockImages) {
    int room = blockImages * LmdbFiles.recordBytes(imageBytes);
    return new BlockBuffer(
        new UnsafeBuffer(ByteBuffer.allocateDirect(room)), imageBytes, blockImages);
  }

  boolean isEmpty() {
    return images == 0;
  }

  boolean isFull() {
    return images == blockImages;
  }

  void add(byte[] pixels, int label, int checksum) {
    bytes.putBytes(images * imageBytes, pixels, 0, imageBytes);
    bytes.putInt(labelAt(images), label, ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(checksumAt(images), checksum, ByteOrder.LITTLE_ENDIAN);
    images++;
  }

  /**
   * Adds the first images of a stored block to this one, which is empty.
   *
   * @param value the block
   * @param first how many, at most those of either block
   */
  void addFirst(DirectBuffer value, int first) {
    int stored = value.capacity() / LmdbFiles.recordBytes(imageBytes);
    int labels = stored * imageBytes;
    bytes.putBytes(0, value, 0, first * imageBytes);
    bytes.putBytes(labelAt(0), value, labels, first * Integer.BYTES);
    bytes.putBytes(checksumAt(0), value, labels + stored * Integer.BYTES, first * Integer.BYTES);
    images = first;
  }

  /** While a block grows its labels lie where those of a full one do, */
  private int labelAt(int image) {
    return blockImages * imageBytes + image * Integer.BYTES;
  }

  /** and so do its checksums. */
  private int checksumAt(int image) {
    return labelAt(blockImages) + image * Integer.BYTES;
  }

  /** The block as it is stored, valid until the next image; this is empty afterwards. */
  DirectBuffer take() {
    int labels = images * imageBytes;
    bytes.putBytes(labels, bytes, labelAt(0), images * Integer.BYTES);
    bytes.putBytes(labels + images * Integer.BYTES, bytes, checksumAt(0), images * Integer.BYTES);
    UnsafeBuffer value = new UnsafeBuffer(bytes, 0, images * LmdbFiles.recordBytes(imageBytes));
    images = 0;
    return value;
  }
}
