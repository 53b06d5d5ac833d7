package io.github.imagefeed.store.hdf5;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts right the checksums of metadata that were changed. */
public final class Hdf5Checksums {

  private static final int VERSION_AT = 8;
  private static final int SUPERBLOCK_BYTES = 48;
  private static final int INDEX_HEADER_BYTES = 28;

  private Hdf5Checksums() {}

  /** Those of the superblock, of all object headers and of a fixed array. */
  public static void mend(byte[] file) {
    if (file.length > VERSION_AT && file[VERSION_AT] >= 2) { // older superblocks have none
      seal(file, 0, SUPERBLOCK_BYTES);
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long entries = 0;
    for (int at = 0; at + INDEX_HEADER_BYTES <= file.length; at++) {
      if (is(file, at, "OHDR")) {
        int flags = file[at + 5];
        int sizeBytes = 1 << (flags & 3);
        int sizeAt = at + 6 + ((flags & 32) != 0 ? 16 : 0) + ((flags & 16) != 0 ? 4 : 0);
        if (sizeAt + Long.BYTES <= file.length) {
          long mask = sizeBytes == Long.BYTES ? -1 : (1L << (8 * sizeBytes)) - 1;
          seal(file, at, sizeAt - at + sizeBytes + (in.getLong(sizeAt) & mask) + Integer.BYTES);
        }
      } else if (is(file, at, "FAHD")) {
        seal(file, at, INDEX_HEADER_BYTES);
        entries = file[at + 6] * in.getLong(at + 8);
      } else if (is(file, at, "FADB")) {
        seal(file, at, 14 + entries + Integer.BYTES);
      }
    }
  }

  private static boolean is(byte[] file, int at, String name) {
    return Arrays.equals(
        file, at, at + name.length(), name.getBytes(StandardCharsets.US_ASCII), 0, name.length());
  }

  /** Nothing where the block is not within the file. */
  private static void seal(byte[] file, int at, long bytes) {
    if (bytes > Integer.BYTES && bytes <= file.length - at) {
      int end = at + (int) bytes - Integer.BYTES;
      ByteBuffer.wrap(file)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(end, JenkinsLookup3HashLittle.hash(Arrays.copyOfRange(file, at, end)));
    }
  }
}
