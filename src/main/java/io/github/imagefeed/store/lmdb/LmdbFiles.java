package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreSpec;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** What reader and writer must agree on. */
final class LmdbFiles {

  /** LMDB's own name for the file with the data. */
  static final String DATA = "data.mdb";

  static final byte[] MANIFEST = "manifest".getBytes(StandardCharsets.US_ASCII);

  /** Digits of a block's key; LMDB sorts keys as bytes, so all have the same length. */
  static final int KEY_BYTES = 8;

  static final int MAX_BLOCKS = 100_000_000;

  /**
   * Blocks are gathered to transactions of this size, of at least one. Small transactions use the
   * same memory again and again: 50,000 CIFAR images in a fresh process cost 5,000 page faults, in
   * transactions of 8 MiB 55,000.
   */
  private static final int TRANSACTION_BYTES = 1 << 19;

  private LmdbFiles() {}

  /** Bytes of one image with its label and checksum. */
  static int recordBytes(ImageShape shape) {
    return recordBytes(shape.bytes());
  }

  /** The same of an image of so many bytes. */
  static int recordBytes(int imageBytes) {
    return imageBytes + 2 * Integer.BYTES;
  }

  /** A buffer for keys; direct, because LMDB reads it by address. */
  static UnsafeBuffer keyBuffer() {
    return new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(KEY_BYTES));
  }

  /** Writes the key of a block. */
  static void putKey(UnsafeBuffer key, int block) {
    int rest = block;
    for (int i = KEY_BYTES - 1; i >= 0; i--, rest /= 10) {
      key.putByte(i, (byte) ('0' + rest % 10));
    }
  }

  /** The number that {@link #KEY_BYTES} digits mean, −1 where there are others. */
  static int number(byte[] bytes, int at) {
    int number = 0;
    for (int i = at; i < at + KEY_BYTES; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** The key of the manifest, as a buffer that LMDB can read. */
  static UnsafeBuffer manifestKey() {
    UnsafeBuffer key = keyBuffer();
    key.putBytes(0, MANIFEST);
    return key;
  }

  /**
   * Checks that the keys suffice.
   *
   * @throws IllegalArgumentException if they do not
   */
  static void requireFewBlocks(int count, int blockImages) {
    if ((count - 1) / blockImages >= MAX_BLOCKS) {
      throw new IllegalArgumentException(
          count
              + " images in blocks of "
              + blockImages
              + " are more than "
              + MAX_BLOCKS
              + " blocks; use larger blocks");
    }
  }

  /** Blocks that are put in one transaction. */
  static int blocksPerTransaction(int blockBytes) {
    return Math.max(1, TRANSACTION_BYTES / blockBytes);
  }

  /** Bytes of the file, from LMDB's page arithmetic: right to a few pages. */
  static long fileBytes(StoreSpec spec, int blockImages) {
    int record = recordBytes(spec.shape());
    int rest = spec.count() % blockImages;
    int full = spec.count() / blockImages;
    LmdbPages pages = new LmdbPages();
    pages.add(full, blockImages * record);
    if (rest > 0) {
      pages.add(1, rest * record);
    }
    String manifest = ManifestJson.write(spec.draft());
    pages.add(1, manifest.getBytes(StandardCharsets.UTF_8).length);
    pages.add(1, LmdbRevision.BYTES);
    int blocks = full + (rest > 0 ? 1 : 0);
    int transactions = (blocks - 1) / blocksPerTransaction(blockImages * record) + 1;
    return pages.inFile(transactions + 1) * LmdbPages.BYTES; // Manifest and revision have one.
  }
}
