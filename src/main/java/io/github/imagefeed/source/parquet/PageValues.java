package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.SourceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.Type;

/**
 * Values of one page, or of a dictionary.
 *
 * @param type of the values
 * @param bytes the unpacked page, or the dictionary that its values are in
 * @param starts where each value begins in {@code bytes}, its length before it if it is of bytes;
 *     {@link #NONE} where it is null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PageValues(Type type, byte[] bytes, int[] starts) {

  static final int NONE = -1;

  /**
   * Finds values that follow each other.
   *
   * @param where for messages
   * @param present which rows have a value
   */
  static PageValues plain(String where, Type type, byte[] bytes, int from, boolean[] present)
      throws SourceException {
    int[] starts = new int[present.length];
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long at = from;
    for (int i = 0; i < starts.length; i++) {
      if (!present[i]) {
        starts[i] = NONE;
        continue;
      }
      starts[i] = (int) at;
      long length = type == Type.INT64 ? Long.BYTES : Integer.BYTES;
      if (type == Type.BYTE_ARRAY && at + length <= bytes.length) {
        int value = in.getInt((int) at);
        length = value < 0 ? Integer.MAX_VALUE : length + value;
      }
      if (at + length > bytes.length) {
        throw new SourceException(
            String.format(
                "%s: damaged, value %d at byte %d has %d bytes, %d are left",
                where, i, at, length, bytes.length - at));
      }
      at += length;
    }
    return new PageValues(type, bytes, starts);
  }

  /** Values of this dictionary by their places in it. */
  PageValues picked(String where, Runs places, boolean[] present) throws SourceException {
    int[] picked = new int[present.length];
    for (int i = 0; i < picked.length; i++) {
      if (!present[i]) {
        picked[i] = NONE;
        continue;
      }
      int place = places.next();
      if (place < 0 || place >= starts.length) {
        throw new SourceException(
            where
                + ": damaged, value "
                + i
                + " is entry "
                + place
                + " of "
                + starts.length
                + " in the dictionary");
      }
      picked[i] = starts[place];
    }
    return new PageValues(type, bytes, picked);
  }

  boolean isNull(int i) {
    return starts[i] == NONE;
  }

  byte[] bytes(int i) {
    int start = starts[i] + Integer.BYTES;
    return Arrays.copyOfRange(bytes, start, start + little().getInt(starts[i]));
  }

  long number(int i) {
    return type == Type.INT64 ? little().getLong(starts[i]) : little().getInt(starts[i]);
  }

  private ByteBuffer little() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
