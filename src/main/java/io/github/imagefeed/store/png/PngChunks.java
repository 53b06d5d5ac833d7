package io.github.imagefeed.store.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The container of PNG: eight bytes of signature, then chunks of length, type, data and CRC-32 over
 * type and data, numbers big-endian.
 */
final class PngChunks {

  static final long SIGNATURE = 0x89504e470d0a1a0aL;
  static final int SIGNATURE_BYTES = 8;

  static final int IHDR = 0x49484452;
  static final int PLTE = 0x504c5445;
  static final int TRNS = 0x74524e53;
  static final int IDAT = 0x49444154;
  static final int IEND = 0x49454e44;

  /** What a chunk takes beside its data. */
  static final int FRAME_BYTES = 12;

  static final int IHDR_BYTES = 13;

  /** Signature and header, which all files of one shape and kind share. */
  static final int START_BYTES = SIGNATURE_BYTES + FRAME_BYTES + IHDR_BYTES;

  /** The last eight bytes of a file: the type of an IEND chunk and its CRC. */
  static final long END = 0x49454e44ae426082L;

  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private PngChunks() {}

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  /** Whether a decoder may skip the chunk: a small first letter (bit 5) says so. */
  static boolean isAncillary(int type) {
    return (type & 0x20000000) != 0;
  }

  /** The colour type for so many channels. */
  static int colour(int channels) {
    return channels == 1 ? GREY : RGB;
  }

  /** For people: the four letters, or the number where they are none. */
  static String name(int type) {
    byte[] letters = new byte[4];
    putInt(letters, 0, type);
    for (byte letter : letters) {
      if (!Character.isLetter(letter)) {
        return String.format("0x%08x", type);
      }
    }
    return new String(letters, StandardCharsets.US_ASCII);
  }
}
