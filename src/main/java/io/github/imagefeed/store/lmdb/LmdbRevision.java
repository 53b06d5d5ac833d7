package io.github.imagefeed.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A number in the store that each change increases. LMDB keeps the state before the last change,
 * whole; a flipped bit in a meta page would make it the current one again, and nothing else would
 * tell that a change had been lost.
 */
final class LmdbRevision {

  static final byte[] KEY = "revision".getBytes(StandardCharsets.US_ASCII);

  /** The digits, and the CRC32C of them in as many hex digits: nothing else would tell a flip. */
  static final int BYTES = 2 * LmdbFiles.KEY_BYTES;

  /** What a store has before its first change. */
  static final int FIRST = 1;

  private LmdbRevision() {}

  static UnsafeBuffer key() {
    UnsafeBuffer key = LmdbFiles.keyBuffer();
    key.putBytes(0, KEY);
    return key;
  }

  static UnsafeBuffer value(int revision) {
    UnsafeBuffer value = new UnsafeBuffer(ByteBuffer.allocateDirect(BYTES));
    value.putBytes(0, text(revision));
    return value;
  }

  private static byte[] text(int revision) {
    byte[] digits = new byte[LmdbFiles.KEY_BYTES];
    LmdbFiles.putKey(new UnsafeBuffer(digits), revision); // digits, too
    CRC32C checksum = new CRC32C();
    checksum.update(digits);
    byte[] text = Arrays.copyOf(digits, BYTES);
    byte[] hex =
        HexFormat.of().toHexDigits((int) checksum.getValue()).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(hex, 0, text, digits.length, hex.length);
    return text;
  }

  static int parse(LmdbPage page, int entry) throws IOException {
    int at = page.keyAt(entry) + page.keyBytes(entry);
    int revision =
        page.isApart(entry) || page.valueBytes(entry) != BYTES
            ? -1
            : LmdbFiles.number(page.bytes(), at);
    if (revision < FIRST
        || !Arrays.equals(page.bytes(), at, at + BYTES, text(revision), 0, BYTES)) {
      throw page.damaged(
          "the value of 'revision' is no number of "
              + LmdbFiles.KEY_BYTES
              + " digits from 1 on with its checksum");
    }
    return revision;
  }

  /** The revision in a tree that was not walked, 0 for none. */
  static int of(LmdbFile file, LmdbMeta meta) throws IOException {
    if (meta.main().isEmpty()) {
      return 0;
    }
    LmdbPage leaf = LmdbLookup.leaf(file, meta, KEY);
    int entry = LmdbLookup.entry(leaf, KEY);
    return entry < 0 ? 0 : parse(leaf, entry);
  }
}
