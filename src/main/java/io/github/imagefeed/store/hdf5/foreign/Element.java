package io.github.imagefeed.store.hdf5.foreign;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Type of the elements of a dataset.
 *
 * @param kind what can be done with them
 * @param bytes of one element
 * @param order of these bytes
 * @param text the name that numpy has for it, or HDF5's class where it has none, for people
 */
record Element(Kind kind, int bytes, ByteOrder order, String text) {

  /** What this program knows of a type. */
  enum Kind {
    /** Without a sign, of 1, 2, 4 or 8 whole bytes. */
    UNSIGNED,
    /** Two's complement, of 1, 2, 4 or 8 whole bytes. */
    SIGNED,
    /** IEEE 754, of 4 or 8 bytes. */
    FLOAT,
    /** Of fixed length or not. */
    TEXT,
    /** Compounds, numbers of other lengths, … */
    OTHER
  }

  /** A type that lies elsewhere in the file, under a name. */
  static final Element COMMITTED =
      new Element(Kind.OTHER, 1, ByteOrder.LITTLE_ENDIAN, "of a committed (named) type");

  static Element of(DataType type) {
    if (type instanceof FixedPoint number) {
      boolean whole =
          number.getBitOffset() == 0
              && number.getBitPrecision() == number.getSize() * Byte.SIZE
              && Integer.bitCount(number.getSize()) == 1
              && number.getSize() <= Long.BYTES;
      Kind kind = number.isSigned() ? Kind.SIGNED : Kind.UNSIGNED;
      return new Element(
          whole ? kind : Kind.OTHER,
          number.getSize(),
          number.getByteOrder(),
          (number.isSigned() ? "int" : "uint") + number.getBitPrecision());
    }
    if (type instanceof FloatingPoint number) {
      return new Element(
          isIeee(number) ? Kind.FLOAT : Kind.OTHER,
          number.getSize(),
          number.getByteOrder(),
          "float" + number.getBitPrecision());
    }
    if (type instanceof StringData
        || (type instanceof VariableLength list && list.isVariableLengthString())) {
      return new Element(Kind.TEXT, type.getSize(), ByteOrder.LITTLE_ENDIAN, "text");
    }
    String name = type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return new Element(Kind.OTHER, type.getSize(), ByteOrder.LITTLE_ENDIAN, name);
  }

  private static boolean isIeee(FloatingPoint number) {
    boolean single = number.getSize() == Float.BYTES;
    boolean twice = number.getSize() == Double.BYTES;
    return (single || twice)
        && number.getBitOffset() == 0
        && number.getBitPrecision() == number.getSize() * Byte.SIZE
        && number.getMantissaSize() == (single ? 23 : 52)
        && number.getMantissaLocation() == 0
        && number.getExponentSize() == (single ? 8 : 11)
        && number.getExponentBias() == (single ? 127 : 1023);
  }

  boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  boolean isByte() {
    return kind == Kind.UNSIGNED && bytes == 1;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  /** Whether images may consist of it. */
  boolean isPixel() {
    return isByte() || kind == Kind.FLOAT;
  }

  /**
   * The integer at a byte of a buffer of this order; unsigned ones of 8 bytes may come negative.
   */
  long integer(ByteBuffer from, int at) {
    boolean signed = kind == Kind.SIGNED;
    return switch (bytes) {
      case Byte.BYTES -> signed ? from.get(at) : Byte.toUnsignedLong(from.get(at));
      case Short.BYTES -> signed ? from.getShort(at) : Short.toUnsignedLong(from.getShort(at));
      case Integer.BYTES -> signed ? from.getInt(at) : Integer.toUnsignedLong(from.getInt(at));
      default -> from.getLong(at);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
