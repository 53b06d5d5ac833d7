package io.github.imagefeed.store.tiledb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where records lie in the data file of a dense fragment without filters, {@code a0.tdb}: tiles in
 * their order, whole ones at both ends, too; each is the number of its chunks (64 bits), then each
 * chunk's length before filters, after them, and of their metadata (32 bits each, little-endian),
 * and its bytes. Chunks have 64 KiB, the last of a tile less.
 *
 * @param recordBytes length of the record of one image
 * @param extent records a tile
 */
record TileFile(int recordBytes, int extent) {

  /** What the library makes its chunks of, whatever the schema says. */
  static final int CHUNK_BYTES = 1 << 16;

  private static final int TILE_HEADER = Long.BYTES;
  private static final int CHUNK_HEADER = 3 * Integer.BYTES;

  private long tileBytes() {
    return (long) recordBytes * extent;
  }

  private long chunks() {
    return (tileBytes() + CHUNK_BYTES - 1) / CHUNK_BYTES;
  }

  /** From the start of one tile in the file to that of the next. */
  private long stride() {
    return TILE_HEADER + chunks() * CHUNK_HEADER + tileBytes();
  }

  /** Length of the file of a fragment. */
  long bytes(int first, int count) {
    return tiles(first, count) * stride();
  }

  /** Tiles that the file of a fragment has. */
  long tiles(int first, int count) {
    long last = (long) first + count - 1;
    return last / extent - first / extent + 1;
  }

  /**
   * Copies a record of a fragment to the bytes of {@code to} from {@code at} on; no position is
   * moved.
   *
   * @param file of the fragment, which is shorter than 2 GiB
   * @param first index of the first image of the fragment
   * @param index in the store, not below {@code first}
   */
  void copy(ByteBuffer file, int first, int index, ByteBuffer to, int at) {
    long tile = (index / extent - first / extent) * stride() + TILE_HEADER;
    long from = (long) (index % extent) * recordBytes;
    int left = recordBytes;
    int target = at;
    while (left > 0) {
      int within = (int) (from % CHUNK_BYTES);
      int piece = Math.min(left, CHUNK_BYTES - within);
      long start = tile + from / CHUNK_BYTES * (CHUNK_HEADER + CHUNK_BYTES) + CHUNK_HEADER + within;
      to.put(target, file, (int) start, piece);
      from += piece;
      target += piece;
      left -= piece;
    }
  }

  /** Copies the records of a fragment, which are integers, to {@code to} from {@code at} on. */
  void integers(ByteBuffer file, int first, int count, int[] to, int at) {
    ByteBuffer record = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      copy(file, first, first + i, record, 0);
      to[at + i] = record.getInt(0);
    }
  }

  /**
   * Whether each byte of a file that is none of its records is what the library has written there:
   * the headers, and zeros in the cells of whole tiles that lie before and behind the records.
   *
   * @param file of exactly {@link #bytes}
   */
  boolean hasItsFrame(ByteBuffer file, int first, int count) {
    ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(0);
    long begin = (long) first % extent * recordBytes;
    long end = begin + (long) count * recordBytes;
    long at = 0; // among the bytes of all tiles without their headers
    for (long tile = 0; tile < tiles(first, count); tile++) {
      if (in.getLong() != chunks()) {
        return false;
      }
      for (long left = tileBytes(); left > 0; ) {
        int length = (int) Math.min(left, CHUNK_BYTES);
        int before = in.getInt();
        int after = in.getInt();
        int metadata = in.getInt();
        if (before != length || after != length || metadata != 0) {
          return false;
        }
        for (int k = 0; k < length; k++, at++) {
          if (at == begin && end - at > 0) { // skips what of the records lies in this chunk
            int skip = (int) Math.min(end - at, length - k);
            in.position(in.position() + skip);
            k += skip - 1;
            at += skip - 1;
            begin += skip;
          } else if (in.get() != 0) {
            return false;
          }
        }
        left -= length;
      }
    }
    return !in.hasRemaining();
  }
}
