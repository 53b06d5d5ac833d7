package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Caffe's {@code Datum} in protocol buffers' wire format: 1 channels, 2 height, 3 width, 4 data
 * (planes, channels x height x width, or an image file), 5 label, 6 float_data, 7 encoded. A label
 * that is not there is 0, as protocol buffers have it.
 */
final class DatumFormat implements ValueFormat {

  private static final int DATA = 4;
  private static final int FLOAT_DATA = 6;
  private static final int FIELDS = 7;

  /** Wire types. */
  private static final int VARINT = 0;

  private static final int FIXED64 = 1;
  private static final int COUNTED = 2;
  private static final int FIXED32 = 5;

  private static final int MAX_VARINT_BITS = 64;

  @Override
  public String people() {
    return "Caffe Datums";
  }

  @Override
  public Content read(LmdbValue value) throws ValueException {
    return new Walk(value).run();
  }

  /** One pass over the fields of a value. */
  private static final class Walk {

    private final LmdbValue value;
    private final long[] numbers = new long[FIELDS + 1];
    private int at;
    private int dataAt = -1;
    private int dataBytes;

    Walk(LmdbValue value) {
      this.value = value;
    }

    Content run() throws ValueException {
      while (at < value.length()) {
        long tag = varint();
        field(tag >>> 3, (int) (tag & 7));
      }
      if (dataAt < 0) {
        throw new ValueException("is no Datum with pixels: field 4 (data) is missing");
      }
      int label = number("label", 5, Integer.MIN_VALUE);
      if (numbers[FIELDS] != 0) {
        return new Content(
            dataAt, dataBytes, Packing.ENCODED, OptionalInt.of(label), Optional.empty());
      }
      ImageShape shape = shape();
      if (dataBytes != shape.bytes()) {
        throw new ValueException(
            "is a damaged Datum: data has "
                + dataBytes
                + " bytes, pixels of "
                + shape
                + " have "
                + shape.bytes());
      }
      return new Content(
          dataAt, dataBytes, Packing.PIXELS, OptionalInt.of(label), Optional.of(shape));
    }

    private ImageShape shape() throws ValueException {
      try {
        return new ImageShape(
            number("height", 2, 0), number("width", 3, 0), number("channels", 1, 0), Layout.CHW);
      } catch (IllegalArgumentException e) {
        throw new ValueException("is a Datum that cannot be read: " + e.getMessage(), e);
      }
    }

    private int number(String name, int field, int least) throws ValueException {
      long number = numbers[field];
      if (number < least || number > Integer.MAX_VALUE) {
        throw new ValueException("is a damaged Datum: " + name + " is " + number);
      }
      return (int) number;
    }

    private void field(long field, int wire) throws ValueException {
      boolean known = field >= 1 && field <= FIELDS;
      if (known && field == FLOAT_DATA) {
        throw new ValueException(
            "is a Datum with float_data; only uint8 pixels are read here: write it with data");
      }
      if (field == 0 || (known && wire != (field == DATA ? COUNTED : VARINT))) {
        throw new ValueException(
            "is no Datum: field " + field + " is of wire type " + wire + " at byte " + at);
      }
      switch (wire) {
        case VARINT -> {
          long number = varint();
          if (known) {
            numbers[(int) field] = number;
          }
        }
        case COUNTED -> {
          long bytes = varint();
          int from = at;
          skip(bytes);
          if (known) {
            dataAt = from;
            dataBytes = (int) bytes;
          }
        }
        case FIXED64 -> skip(Long.BYTES);
        case FIXED32 -> skip(Integer.BYTES);
        default -> throw new ValueException("is no Datum: wire type " + wire + " at byte " + at);
      }
    }

    private void skip(long bytes) throws ValueException {
      if (bytes < 0 || bytes > value.length() - at) {
        throw new ValueException(
            "is no Datum, or cut: "
                + Long.toUnsignedString(bytes)
                + " bytes wanted at byte "
                + at
                + " of "
                + value.length());
      }
      at += (int) bytes;
    }

    private long varint() throws ValueException {
      long number = 0;
      for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
        if (at == value.length()) {
          throw new ValueException("is no Datum, or cut: it ends inside a number");
        }
        int b = value.get(at++);
        number |= (long) (b & 0x7f) << shift;
        if (b < 0x80) {
          return number;
        }
      }
      throw new ValueException("is no Datum: a number of more than 64 bits before byte " + at);
    }
  }
}
