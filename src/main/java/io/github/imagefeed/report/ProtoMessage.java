package io.github.imagefeed.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The few kinds of Protocol Buffers fields that event files need (<a
 * href="https://protobuf.dev/programming-guides/encoding/">encoding</a>), written by hand: that is
 * less than its library would ask of the build. Not thread-safe.
 */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private static final int MORE = 0x80;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A field of type {@code int64} or of an enum. */
  ProtoMessage number(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** A field of type {@code double}. */
  ProtoMessage real(int field, double value) {
    key(field, FIXED_64);
    little(Double.doubleToRawLongBits(value), Double.BYTES);
    return this;
  }

  /** A field of type {@code float}. */
  ProtoMessage real(int field, float value) {
    key(field, FIXED_32);
    little(Float.floatToRawIntBits(value), Float.BYTES);
    return this;
  }

  /** A field of type {@code string}. */
  ProtoMessage text(int field, String value) {
    return block(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A message within this one; copied, so later changes of it do not show. */
  ProtoMessage message(int field, ProtoMessage value) {
    return block(field, value.toBytes());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private ProtoMessage block(int field, byte[] value) {
    key(field, LENGTH);
    varint(value.length);
    bytes.write(value, 0, value.length);
    return this;
  }

  private void key(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & -MORE) != 0) {
      bytes.write((int) (rest & (MORE - 1)) | MORE);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private void little(long bits, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (bits >>> (8 * i)));
    }
  }
}
