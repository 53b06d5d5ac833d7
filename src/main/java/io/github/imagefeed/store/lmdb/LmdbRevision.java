package io.github.imagefeed.store.lmdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A number in the store that each change increases. LMDB keeps the state before the last change,
 * whole; a flipped bit in a meta page would make it the current one again, and nothing else would
 * tell that a change had been lost.
 */
final class LmdbRevision {

  static final byte[] KEY = "revision".getBytes(StandardCharsets.US_ASCII);

  /** Digits; as long as keys, for no reason but that the page arithmetic knows the length. */
  static final int BYTES = 8;

  /** What a store has before its first change. */
  static final int FIRST = 1;

  private LmdbRevision() {}

  static UnsafeBuffer key() {
    UnsafeBuffer key = LmdbFiles.keyBuffer();
    key.putBytes(0, KEY);
    return key;
  }

  static UnsafeBuffer value(int revision) {
    UnsafeBuffer value = LmdbFiles.keyBuffer();
    LmdbFiles.putKey(value, revision); // digits, too
    return value;
  }

  static int parse(LmdbPage page, int entry) throws IOException {
    int at = page.keyAt(entry) + page.keyBytes(entry);
    int revision =
        page.isApart(entry) || page.valueBytes(entry) != BYTES
            ? -1
            : LmdbFiles.number(page.bytes(), at);
    if (revision < FIRST) {
      throw page.damaged("the value of 'revision' is no number of " + BYTES + " digits from 1 on");
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
