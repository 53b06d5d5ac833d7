package io.github.imagefeed.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of one value, without a copy of them. Every access is checked against its length. One
 * thread at a time.
 */
public final class LmdbValue {

  /** Bytes that messages have room for. */
  private static final int SHOWN = 64;

  private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);

  /** A value in memory, as that of a test. */
  public static LmdbValue of(byte[] bytes) {
    LmdbValue value = new LmdbValue();
    value.bytes.wrap(bytes);
    return value;
  }

  void wrap(long address, int length) {
    bytes.wrap(address, length);
  }

  public int length() {
    return bytes.capacity();
  }

  /** The byte at a place, 0 to 255. */
  public int get(int at) {
    Objects.checkIndex(at, length());
    return bytes.getByte(at) & 0xff;
  }

  /** Copies bytes into an array. */
  public void get(int at, byte[] into, int intoAt, int count) {
    Objects.checkFromIndexSize(at, count, length());
    bytes.getBytes(at, into, intoAt, count);
  }

  /** Copies bytes into a buffer, to an absolute place. */
  public void get(int at, ByteBuffer into, int intoAt, int count) {
    Objects.checkFromIndexSize(at, count, length());
    bytes.getBytes(at, into, intoAt, count);
  }

  /** The bytes as text of UTF-8, what is none replaced. */
  public String text() {
    byte[] copy = new byte[length()];
    get(0, copy, 0, copy.length);
    return new String(copy, StandardCharsets.UTF_8);
  }

  /** For messages: the beginning, quoted where it is printable ASCII, as hex digits elsewhere. */
  public String shown() {
    byte[] copy = new byte[Math.min(length(), SHOWN)];
    get(0, copy, 0, copy.length);
    String more = copy.length < length() ? "…" : "";
    for (byte b : copy) {
      if (b < ' ' || b > '~') {
        return "0x" + HexFormat.of().formatHex(copy) + more;
      }
    }
    return "'" + new String(copy, StandardCharsets.US_ASCII) + more + "'";
  }
}
