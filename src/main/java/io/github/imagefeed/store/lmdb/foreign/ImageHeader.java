package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.store.lmdb.LmdbValue;

/**
 * What the head of a PNG or JPEG file says.
 *
 * @param channels 1 for grey, with transparency or without, 3 for all others
 */
record ImageHeader(int height, int width, int channels) {

  private static final int[] PNG = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int[] JPEG = {0xff, 0xd8, 0xff};

  /** Where PNG has width, height, depth and colours. */
  private static final int PNG_WIDTH_AT = 16;

  private static final int PNG_COLOURS_AT = 25;
  private static final int PNG_COLOUR = 0x02;

  static boolean isPng(LmdbValue value, int at, int bytes) {
    return begins(value, at, bytes, PNG);
  }

  static boolean isJpeg(LmdbValue value, int at, int bytes) {
    return begins(value, at, bytes, JPEG);
  }

  private static boolean begins(LmdbValue value, int at, int bytes, int[] signature) {
    if (bytes < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (value.get(at + i) != signature[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads the head of the image that lies in those bytes. */
  static ImageHeader read(LmdbValue value, int at, int bytes) throws ValueException {
    if (isPng(value, at, bytes)) {
      if (bytes <= PNG_COLOURS_AT) {
        throw new ValueException("is a PNG that ends inside its head");
      }
      boolean colour = (value.get(at + PNG_COLOURS_AT) & PNG_COLOUR) != 0; // palettes, too
      return new ImageHeader(
          number(value, at + PNG_WIDTH_AT + 4, 4),
          number(value, at + PNG_WIDTH_AT, 4),
          colour ? 3 : 1);
    }
    if (isJpeg(value, at, bytes)) {
      return jpeg(value, at, at + bytes);
    }
    LmdbValue copy = LmdbValue.of(first(value, at, bytes));
    throw new ValueException("is neither PNG nor JPEG, it begins with " + copy.shown());
  }

  private static byte[] first(LmdbValue value, int at, int bytes) {
    byte[] first = new byte[Math.min(8, bytes)];
    value.get(at, first, 0, first.length);
    return first;
  }

  /** Goes from segment to segment until one that begins a frame. */
  private static ImageHeader jpeg(LmdbValue value, int from, int end) throws ValueException {
    int at = from + 2;
    while (at + 9 < end) {
      int marker = value.get(at + 1);
      if (value.get(at) != 0xff) {
        throw new ValueException("is a damaged JPEG: no marker at its byte " + (at - from));
      }
      if (marker == 0xff) {
        at++; // markers may be padded
      } else if (isFrame(marker)) {
        return new ImageHeader(
            number(value, at + 5, 2), number(value, at + 7, 2), value.get(at + 9) == 1 ? 1 : 3);
      } else {
        at += 2 + number(value, at + 2, 2);
      }
    }
    throw new ValueException("is a JPEG without a head, or cut");
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static int number(LmdbValue value, int at, int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | value.get(at + i);
    }
    return number;
  }
}
