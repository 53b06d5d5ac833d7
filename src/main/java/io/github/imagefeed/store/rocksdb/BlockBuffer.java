package io.github.imagefeed.store.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One block in the making: what of a block is as long for one image as for another, laid out as the
 * package says. One thread at a time.
 */
final class BlockBuffer {

  private final int imageBytes;
  private final int blockImages;
  private final ByteBuffer bytes;
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
        ByteBuffer.allocateDirect(blockImages * RocksDbFiles.recordBytes(imageBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean isEmpty() {
    return images == 0;
  }

  boolean isFull() {
    return images == blockImages;
  }

  void add(byte[] pixels, int label, int checksum) {
    bytes.put(images * imageBytes, pixels);
    bytes.putInt(labelAt(images), label);
    bytes.putInt(checksumAt(images), checksum);
    images++;
  }

  /** While a block grows its labels lie where those of a full one do, */
  private int labelAt(int image) {
    return blockImages * imageBytes + image * Integer.BYTES;
  }

  /** and so do its checksums. */
  private int checksumAt(int image) {
    return labelAt(blockImages) + image * Integer.BYTES;
  }

  /** The block as it is stored, direct, valid until the next image; this is empty afterwards. */
  ByteBuffer take() {
    int labels = images * imageBytes;
    bytes.put(labels, bytes, labelAt(0), images * Integer.BYTES);
    bytes.put(labels + images * Integer.BYTES, bytes, checksumAt(0), images * Integer.BYTES);
    ByteBuffer value = bytes.slice(0, images * RocksDbFiles.recordBytes(imageBytes));
    images = 0;
    return value;
  }
}
