package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.nio.ByteBuffer;

/** Brings packed images into a buffer, with memory of its own. One thread at a time. */
final class Unpacker {

  private final LmdbValue value;
  private final ImageShape shape;
  private final Packing packing;
  private final boolean reverse;
  private final Codec codec = new Codec();
  private final int[] row;
  private byte[] packed = new byte[0];

  /**
   * Starts.
   *
   * @param reverse whether red and blue are to be exchanged
   * @param value that is read, whichever it then is
   */
  Unpacker(ImageShape shape, Packing packing, boolean reverse, LmdbValue value) {
    this.value = value;
    this.shape = shape;
    this.packing = packing;
    this.reverse = reverse && shape.channels() == 3;
    this.row = new int[3 * shape.width()];
  }

  /** The value that is read, to be set to another. */
  LmdbValue value() {
    return value;
  }

  /**
   * Unpacks what lies at a place of the value into {@code shape.bytes()} bytes from {@code outAt}
   * on.
   */
  void unpack(int at, int bytes, ByteBuffer out, int outAt) throws ValueException {
    switch (packing) {
      case PIXELS -> copy(at, out, outAt);
      case TEXT -> {
        text(load(at, bytes), bytes, out, outAt);
        reverse(out, outAt);
      }
      case ENCODED -> decode(load(at, bytes), bytes, out, outAt);
    }
  }

  private void copy(int at, ByteBuffer out, int outAt) {
    if (reverse && shape.layout() == Layout.CHW) {
      int area = shape.area();
      value.get(at + 2 * area, out, outAt, area);
      value.get(at + area, out, outAt + area, area);
      value.get(at, out, outAt + 2 * area, area);
    } else {
      value.get(at, out, outAt, shape.bytes());
      reverse(out, outAt);
    }
  }

  /** Of interleaved pixels, the only layout that comes here. */
  private void reverse(ByteBuffer out, int outAt) {
    if (reverse) {
      int end = outAt + shape.bytes();
      for (int p = outAt; p < end; p += 3) {
        byte first = out.get(p);
        out.put(p, out.get(p + 2));
        out.put(p + 2, first);
      }
    }
  }

  private byte[] load(int at, int bytes) {
    if (packed.length < bytes) {
      packed = new byte[bytes];
    }
    value.get(at, packed, 0, bytes);
    return packed;
  }

  /** In place: what is decoded is never ahead of what it is decoded from. */
  private void text(byte[] text, int bytes, ByteBuffer out, int outAt) throws ValueException {
    int pixels = 0;
    for (int i = 0; i < bytes; i++) {
      int first = text[i];
      if (first >= 0) {
        text[pixels++] = (byte) first;
      } else if ((first & 0xfe) == 0xc2 && i + 1 < bytes && (text[i + 1] & 0xc0) == 0x80) {
        text[pixels++] = (byte) (first << 6 | (text[++i] & 0x3f));
      } else {
        throw new ValueException("is a damaged pickle: its pixels have a character over 255");
      }
    }
    if (pixels != shape.bytes()) {
      throw new ValueException("has " + pixels + " bytes of pixels, expected " + shape.bytes());
    }
    out.put(outAt, text, 0, pixels);
  }

  private void decode(byte[] file, int bytes, ByteBuffer out, int outAt) throws ValueException {
    ImageRows rows = ImageRows.of(codec.decode(file, bytes, shape));
    boolean grey = shape.channels() == 1;
    if (grey && !rows.isGrey()) {
      throw new ValueException("is an image of colours, expected grey ones");
    }
    boolean planes = shape.layout() == Layout.CHW;
    int area = shape.area();
    int red = reverse ? 2 : 0;
    for (int y = 0, p = 0; y < shape.height(); y++) {
      rows.read(y, row);
      for (int x = 0; x < shape.width(); x++, p++) {
        if (grey) {
          out.put(outAt + p, (byte) row[3 * x]);
        } else {
          int at = outAt + (planes ? p : 3 * p);
          int step = planes ? area : 1;
          out.put(at, (byte) row[3 * x + red]);
          out.put(at + step, (byte) row[3 * x + 1]);
          out.put(at + 2 * step, (byte) row[3 * x + 2 - red]);
        }
      }
    }
  }
}
