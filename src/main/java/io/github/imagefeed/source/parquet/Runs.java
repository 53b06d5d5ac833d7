package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.SourceException;

/**
 * Small numbers as Parquet packs them: runs of one number, and groups of eight of a few bits each.
 * Holds nothing but the position, whatever length a damaged run claims.
 */
final class Runs {

  private final String where;
  private final byte[] bytes;
  private final int end;
  private final int bits;
  private int at;

  /** Numbers left in the run. */
  private long left;

  private boolean packed;

  /** Of a run of one number. */
  private int number;

  /** Bits of the byte at {@link #at} that were used, in a packed run. */
  private int used;

  /**
   * Reads from part of an array.
   *
   * @param where for messages
   * @param bits of a number, 0 to 32
   */
  Runs(String where, byte[] bytes, int from, int end, int bits) throws SourceException {
    if (bits < 0 || bits > 32) {
      throw new SourceException(where + ": damaged, numbers have " + bits + " bits");
    }
    this.where = where;
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.bits = bits;
  }

  int next() throws SourceException {
    while (left == 0) {
      begin();
    }
    left--;
    return packed ? unpack() : number;
  }

  private void begin() throws SourceException {
    if (used > 0) {
      throw damaged(); // groups of eight end with a byte
    }
    long header = 0;
    for (int shift = 0; ; shift += 7) {
      int one = take();
      header |= (long) (one & 0x7f) << shift;
      if (one < 0x80) {
        break;
      }
      if (shift > 28) {
        throw damaged();
      }
    }
    packed = (header & 1) == 1;
    if (packed) {
      left = (header >>> 1) * 8;
      return;
    }
    left = header >>> 1;
    number = 0;
    for (int shift = 0; shift < bits; shift += 8) {
      number |= take() << shift;
    }
  }

  private int unpack() throws SourceException {
    int value = 0;
    int have = 0;
    while (have < bits) {
      if (at >= end) {
        throw damaged();
      }
      int count = Math.min(bits - have, 8 - used);
      value |= ((bytes[at] & 0xff) >>> used & (1 << count) - 1) << have;
      have += count;
      used += count;
      if (used == 8) {
        used = 0;
        at++;
      }
    }
    return value;
  }

  private int take() throws SourceException {
    if (at >= end) {
      throw damaged();
    }
    return bytes[at++] & 0xff;
  }

  private SourceException damaged() {
    return new SourceException(
        where + ": damaged, its runs of numbers end at byte " + at + " of " + end + " too early");
  }
}
