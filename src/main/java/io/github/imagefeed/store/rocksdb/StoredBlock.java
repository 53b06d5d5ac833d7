package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.KeptImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A block in memory, to be looked at image by image. One thread at a time. */
final class StoredBlock {

  private final ByteBuffer value;
  private final int imageBytes;
  private final int images;

  /**
   * Of a value.
   *
   * @param value from 0 to its capacity; as long as some number of images
   */
  StoredBlock(ByteBuffer value, int imageBytes) {
    this.value = value.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
    this.imageBytes = imageBytes;
    this.images = value.capacity() / RocksDbFiles.recordBytes(imageBytes);
  }

  int images() {
    return images;
  }

  int label(int image) {
    return value.getInt(images * imageBytes + image * Integer.BYTES);
  }

  int checksum(int image) {
    return label(images + image); // which lie behind the labels
  }

  /** Whether each image has its checksum. */
  boolean isRight() {
    ImageChecksum checksum = new ImageChecksum();
    for (int i = 0; i < images; i++) {
      ByteBuffer pixels = value.slice(i * imageBytes, imageBytes);
      if (checksum.of(pixels, label(i)) != checksum(i)) {
        return false;
      }
    }
    return true;
  }

  /** Hands on the first images, right or not. */
  void hand(int first, KeptImages to) throws IOException {
    byte[] pixels = new byte[imageBytes];
    for (int i = 0; i < first; i++) {
      value.get(i * imageBytes, pixels);
      to.keep(pixels, label(i), checksum(i));
    }
  }
}
