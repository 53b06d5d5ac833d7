package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A page of a tree, its entries in the order of keys. What {@link #load} let pass can be read by
 * LMDB without leaving the page. One thread at a time.
 */
final class LmdbPage {

  /** A page starts so, and a value that has pages of its own. */
  static final int HEADER_BYTES = 16;

  static final int OVERFLOW_KIND = 0x04;

  private static final int BRANCH = 0x01;
  private static final int LEAF = 0x02;
  private static final int KIND_AT = 10;
  private static final int LOWER_AT = 12;
  private static final int UPPER_AT = 14;

  /** An entry starts with size or page number, flags, and the length of the key. */
  private static final int NODE_BYTES = 8;

  private static final int FLAGS_AT = 4;
  private static final int KEY_BYTES_AT = 6;
  private static final int BIG = 0x01;
  private static final int DATABASE = 0x02;
  private static final int MAX_KEY = 511;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final LmdbFile file;
  private final byte[] bytes;
  private final BitSet occupied = new BitSet();
  private long number;
  private boolean leaf;
  private int count;

  LmdbPage(LmdbFile file, int pageSize) {
    this.file = file;
    this.bytes = new byte[pageSize];
  }

  static int unsignedShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xFFFF;
  }

  static int integer(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long number(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static int kind(byte[] header) {
    return unsignedShort(header, KIND_AT);
  }

  static long overflowPages(byte[] header) {
    return Integer.toUnsignedLong(integer(header, LOWER_AT));
  }

  /** Reads a page and checks it by itself. */
  void load(long page) throws IOException {
    file.read(bytes, bytes.length, page * bytes.length);
    number = page;
    if (number(bytes, 0) != page) {
      throw damaged("says that it is page " + Long.toUnsignedString(number(bytes, 0)));
    }
    int kind = kind(bytes);
    if (kind != BRANCH && kind != LEAF) {
      throw damaged(String.format("is of kind 0x%x, expected a leaf or a branch", kind));
    }
    leaf = kind == LEAF;
    int lower = unsignedShort(bytes, LOWER_AT);
    int upper = unsignedShort(bytes, UPPER_AT);
    if (lower <= HEADER_BYTES || lower % 2 != 0 || lower > upper || upper > bytes.length) {
      throw damaged("free from byte " + lower + " to " + upper + " of " + bytes.length);
    }
    count = (lower - HEADER_BYTES) / 2;
    checkEntries(upper);
  }

  /** Together they must fill the page to its end, and none lie on another. */
  private void checkEntries(int upper) throws StoreException {
    int expected = bytes.length;
    boolean stacked = true; // as they are where nothing was ever deleted: seen at once
    for (int i = 0; i < count; i++) {
      int at = at(i);
      int end = checkedEnd(i, at, upper);
      stacked &= end == expected;
      expected = at;
    }
    if (!stacked || expected != upper) {
      checkPlaces(upper);
    }
  }

  private int checkedEnd(int entry, int at, int upper) throws StoreException {
    if (at < upper || at % 2 != 0 || at + NODE_BYTES > bytes.length) {
      throw damaged("entry " + entry + " begins at byte " + at);
    }
    int key = keyBytes(entry);
    if (key > MAX_KEY || (key == 0 && leaf)) {
      throw damaged("entry " + entry + " has a key of " + key + " bytes");
    }
    if (leaf) {
      checkFlags(entry, at);
    }
    long end = end(at, key);
    if (end > bytes.length) {
      throw damaged("entry " + entry + " ends at byte " + end + " of " + bytes.length);
    }
    return (int) end;
  }

  private void checkFlags(int entry, int at) throws StoreException {
    int flags = flags(at);
    if ((flags & ~(BIG | DATABASE)) != 0 || flags == (BIG | DATABASE)) {
      throw damaged(
          String.format("entry %d has flags 0x%x: several values, or none known", entry, flags));
    }
    if (flags == DATABASE && integer(bytes, at) != LmdbTable.BYTES) {
      throw damaged(
          String.format(
              "entry %d has flags 0x%x: a named database, described in %d bytes",
              entry, flags, valueBytes(entry)));
    }
  }

  private long end(int at, int key) {
    long value = 0;
    if (leaf) {
      value = isBig(at) ? Long.BYTES : Integer.toUnsignedLong(integer(bytes, at));
    }
    long end = at + NODE_BYTES + key + value;
    return end + (end & 1);
  }

  private void checkPlaces(int upper) throws StoreException {
    occupied.clear();
    for (int i = 0; i < count; i++) {
      int at = at(i);
      int end = (int) end(at, keyBytes(i));
      int twice = occupied.nextSetBit(at);
      if (twice >= 0 && twice < end) {
        throw damaged("entry " + i + " lies on another");
      }
      occupied.set(at, end);
    }
    if (occupied.cardinality() != bytes.length - upper) {
      throw damaged("there is room between its entries");
    }
  }

  StoreException damaged(String fault) {
    return file.damaged(number, fault);
  }

  long number() {
    return number;
  }

  boolean isLeaf() {
    return leaf;
  }

  /** Number of entries, at least 1. */
  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  private int at(int entry) {
    return unsignedShort(bytes, HEADER_BYTES + 2 * entry);
  }

  private int flags(int at) {
    return unsignedShort(bytes, at + FLAGS_AT);
  }

  private boolean isBig(int at) {
    return (flags(at) & BIG) != 0;
  }

  int keyAt(int entry) {
    return at(entry) + NODE_BYTES;
  }

  int keyBytes(int entry) {
    return unsignedShort(bytes, at(entry) + KEY_BYTES_AT);
  }

  boolean keyEquals(int entry, byte[] key) {
    int at = keyAt(entry);
    return Arrays.equals(bytes, at, at + keyBytes(entry), key, 0, key.length);
  }

  /** The page below an entry of a branch, a number of 48 bits. */
  long child(int entry) {
    int at = at(entry);
    return Integer.toUnsignedLong(integer(bytes, at)) | (long) flags(at) << Integer.SIZE;
  }

  /** Length of the value of a leaf's entry, up to 4 GiB. */
  long valueBytes(int entry) {
    return Integer.toUnsignedLong(integer(bytes, at(entry)));
  }

  /** Whether a value has pages of its own. */
  boolean isApart(int entry) {
    return isBig(at(entry));
  }

  /** Whether the value describes a named database; no store of ours has such. */
  boolean isDatabase(int entry) {
    return (flags(at(entry)) & DATABASE) != 0;
  }

  /** The first page of a value that has pages of its own. */
  long valuePage(int entry) {
    return number(bytes, keyAt(entry) + keyBytes(entry));
  }

  /** Pages of a value that has pages of its own. */
  long valuePages(int entry) {
    return (HEADER_BYTES - 1 + valueBytes(entry)) / bytes.length + 1;
  }

  /** Where the value lies in the file. */
  long valueAt(int entry) {
    return isApart(entry)
        ? valuePage(entry) * bytes.length + HEADER_BYTES
        : number * bytes.length + keyAt(entry) + keyBytes(entry);
  }
}
