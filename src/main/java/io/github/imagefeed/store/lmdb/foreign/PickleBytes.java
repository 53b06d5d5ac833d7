package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.store.lmdb.LmdbValue;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Kind;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a pickle, from front to back; every count is compared with what is left. */
final class PickleBytes {

  /** Longer names are no attributes of an image. */
  private static final int MAX_NAME = 256;

  private final LmdbValue value;
  private int at;

  PickleBytes(LmdbValue value) {
    this.value = value;
  }

  int at() {
    return at;
  }

  int next() throws ValueException {
    require(1);
    return value.get(at++);
  }

  void skip(int bytes) throws ValueException {
    require(bytes);
    at += bytes;
  }

  /** An unsigned number, of eight bytes a signed one; least byte first. */
  long number(int bytes) throws ValueException {
    require(bytes);
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) value.get(at++) << (8 * i);
    }
    return number;
  }

  /** A number with its sign. */
  long signed(int bytes) throws ValueException {
    if (bytes > Long.BYTES) {
      throw new ValueException("is a pickle with a number of " + bytes + " bytes");
    }
    return bytes == 0 ? 0 : extend(number(bytes), bytes);
  }

  private static long extend(long number, int bytes) {
    int unused = Long.SIZE - 8 * bytes;
    return number << unused >> unused;
  }

  /** Bytes after their count. */
  Span span(int countBytes, Kind kind) throws ValueException {
    long count = number(countBytes);
    require(count);
    Span span = new Span(at, (int) count, kind);
    at += (int) count;
    return span;
  }

  /** A name that ends with its line. */
  String line() throws ValueException {
    int from = at;
    while (next() != '\n') {
      if (at - from > MAX_NAME) {
        throw new ValueException("is a pickle with a name of more than " + MAX_NAME + " bytes");
      }
    }
    return text(new Span(from, at - 1 - from, Kind.TEXT));
  }

  /** A short text. */
  String text(Span span) throws ValueException {
    return new String(small(span), StandardCharsets.UTF_8);
  }

  private byte[] small(Span span) throws ValueException {
    if (span.bytes() > MAX_NAME) {
      throw new ValueException(
          "is a pickle with a text of " + span.bytes() + " bytes where a name is expected");
    }
    byte[] bytes = new byte[span.bytes()];
    value.get(span.at(), bytes, 0, bytes.length);
    return bytes;
  }

  /** The integer that a numpy number has as its bytes. */
  long scalar(Span span, Pickle.NumpyType type) throws ValueException {
    byte[] bytes = small(span);
    if (span.kind() == Kind.BYTES_AS_TEXT) {
      bytes = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
    }
    String code = type.code();
    boolean signed = code.startsWith("i");
    if (!Arrays.asList("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8").contains(code)
        || bytes.length != code.charAt(1) - '0') {
      throw new ValueException(
          "is a pickle with a numpy number of type '"
              + code
              + "' in "
              + bytes.length
              + " bytes, expected an integer");
    }
    long number = 0;
    for (int i = 0; i < bytes.length; i++) {
      int place = type.isBigEndian() ? bytes.length - 1 - i : i;
      number |= (bytes[i] & 0xffL) << (8 * place);
    }
    return signed ? extend(number, bytes.length) : number;
  }

  private void require(long bytes) throws ValueException {
    if (bytes < 0 || bytes > value.length() - at) {
      throw new ValueException(
          "is a cut or damaged pickle: "
              + Long.toUnsignedString(bytes)
              + " bytes wanted at byte "
              + at
              + " of "
              + value.length());
    }
  }
}
