package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreSpec;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What reader and writer must agree on. */
final class LmdbFiles {

  /** LMDB's own name for the file with the data. */
  static final String DATA = "data.mdb";

  static final byte[] MANIFEST = "manifest".getBytes(StandardCharsets.US_ASCII);

  /** Digits of a block's key; LMDB sorts keys as bytes, so all have the same length. */
  static final int KEY_BYTES = 8;

  static final int MAX_BLOCKS = 100_000_000;

  static final int PAGE = 4096;

  /** LMDB's header in front of a value that has pages of its own. */
  private static final int PAGE_HEADER = 16;

  /** Pages for the tree above the values: at least 40 entries to a leaf page of 4 KiB. */
  private static final int ENTRIES_A_LEAF = 40;

  /** Room for the manifest, the two meta pages and the free list. */
  private static final long SLACK = 1 << 20;

  private LmdbFiles() {}

  /** Bytes of one image with its label. */
  static int recordBytes(ImageShape shape) {
    return shape.bytes() + Integer.BYTES;
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

  static boolean equal(DirectBuffer a, DirectBuffer b) {
    return a.capacity() == b.capacity() && a.compareTo(b) == 0;
  }

  /** Bytes that the file will need, from LMDB's page arithmetic, a little on the safe side. */
  static long mapSize(StoreSpec spec, int blockImages) {
    long blocks = (spec.count() + blockImages - 1L) / blockImages;
    long value = (long) recordBytes(spec.shape()) * Math.min(blockImages, spec.count());
    long pages = (value + PAGE_HEADER + PAGE - 1) / PAGE;
    long leaves = blocks / ENTRIES_A_LEAF + 1;
    return (blocks * pages + 2 * leaves) * PAGE + SLACK;
  }
}
