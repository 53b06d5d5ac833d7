package io.github.imagefeed.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the keys and values of one tree lie in a checked file, in the order of keys, and which
 * named databases are in it. Filled by one walk; 22 bytes an entry.
 */
final class LmdbEntries implements LmdbTreeWalk.Entries {

  private static final int SOME = 16;

  /** LMDB's readers ask for a number of databases; a file with more is none that holds images. */
  private static final int MAX_DATABASES = 1000;

  /** A database in the tree; its description lies at a place in the file. */
  record Named(String name, long at, int flags, LmdbTable table) {

    byte[] key() {
      return name.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private final LmdbFile file;
  private final SortedMap<String, Named> databases = new TreeMap<>();
  private long[] keyAt = new long[SOME];
  private short[] keyBytes = new short[SOME];
  private long[] valueAt = new long[SOME];
  private int[] valueBytes = new int[SOME];
  private int count;

  LmdbEntries(LmdbFile file) {
    this.file = file;
  }

  @Override
  public void entry(LmdbPage page, int entry) throws IOException {
    if (page.isDatabase(entry)) {
      addDatabase(page, entry);
      return;
    }
    if (page.valueBytes(entry) > Integer.MAX_VALUE) {
      throw page.damaged("a value of " + page.valueBytes(entry) + " bytes, longer than any image");
    }
    if (count == keyAt.length) {
      int more = (int) Math.min(2L * count, Integer.MAX_VALUE - 8);
      if (more == count) {
        throw file.refused("has more than " + count + " keys, the limit of a store");
      }
      keyAt = Arrays.copyOf(keyAt, more);
      keyBytes = Arrays.copyOf(keyBytes, more);
      valueAt = Arrays.copyOf(valueAt, more);
      valueBytes = Arrays.copyOf(valueBytes, more);
    }
    keyAt[count] = page.number() * page.bytes().length + page.keyAt(entry);
    keyBytes[count] = (short) page.keyBytes(entry);
    valueAt[count] = page.valueAt(entry);
    valueBytes[count++] = (int) page.valueBytes(entry);
  }

  private void addDatabase(LmdbPage page, int entry) throws IOException {
    int at = page.keyAt(entry);
    int end = at + page.keyBytes(entry);
    ByteBuffer b = ByteBuffer.wrap(page.bytes()).order(ByteOrder.nativeOrder());
    String name = new String(page.bytes(), at, end - at, StandardCharsets.ISO_8859_1);
    LmdbTable table = LmdbTable.read(file, (int) page.number(), b, end);
    databases.put(name, new Named(name, page.valueAt(entry), LmdbTable.flags(b, end), table));
    if (databases.size() > MAX_DATABASES) {
      throw file.refused("has more than " + MAX_DATABASES + " named databases");
    }
  }

  /** Databases by their names, a character a byte. */
  SortedMap<String, Named> databases() {
    return databases;
  }

  int count() {
    return count;
  }

  byte[] key(int entry) throws IOException {
    byte[] key = new byte[keyBytes[entry]];
    file.read(key, key.length, keyAt[entry]);
    return key;
  }

  long keyAt(int entry) {
    return keyAt[entry];
  }

  int keyBytes(int entry) {
    return keyBytes[entry];
  }

  long valueAt(int entry) {
    return valueAt[entry];
  }

  int valueBytes(int entry) {
    return valueBytes[entry];
  }
}
