package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.image.ImageShape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What reader and writer must agree on. */
final class RocksDbFiles {

  /** RocksDB's own name for the file that says which state is the current one. */
  static final String CURRENT = "CURRENT";

  /** An empty file of ours, which RocksDB lets be: tells our databases from those of others. */
  static final String MARKER = "imagefeed.rocksdb";

  static final String BLOB_END = ".blob";

  static final int KEY_BYTES = Long.BYTES;

  /** As long as a block's key, and behind all of them. */
  private static final byte[] MANIFEST = "manifest".getBytes(StandardCharsets.US_ASCII);

  private RocksDbFiles() {}

  /** Bytes of one image with its label and checksum. */
  static int recordBytes(ImageShape shape) {
    return recordBytes(shape.bytes());
  }

  /** The same of an image of so many bytes. */
  static int recordBytes(int imageBytes) {
    return imageBytes + 2 * Integer.BYTES;
  }

  /** The key of a block, as an array. */
  static byte[] key(int block) {
    return ByteBuffer.allocate(KEY_BYTES).putLong(block).array();
  }

  static byte[] manifestKey() {
    return MANIFEST.clone();
  }

  /** The manifest's key read as the number of a block, which no block has. */
  static long manifestNumber() {
    return ByteBuffer.wrap(MANIFEST).getLong();
  }
}
