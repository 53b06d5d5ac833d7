package io.github.imagefeed.store.rocksdb;

import java.util.Arrays;

/** Where the records of some files lie, in the order in which they were found. */
final class BlobRecords {

  private static final int SOME = 64;

  private long[] keys = new long[SOME];
  private int[] files = new int[SOME];
  private int[] ats = new int[SOME];
  private int[] lengths = new int[SOME];
  private int size;

  void add(long key, int file, int at, int bytes) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      files = Arrays.copyOf(files, 2 * size);
      ats = Arrays.copyOf(ats, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    keys[size] = key;
    files[size] = file;
    ats[size] = at;
    lengths[size++] = bytes;
  }

  int size() {
    return size;
  }

  long key(int record) {
    return keys[record];
  }

  /** The file, by its place among those that were walked. */
  int file(int record) {
    return files[record];
  }

  /** Where in the file the value begins. */
  int at(int record) {
    return ats[record];
  }

  /** Bytes of the value. */
  int bytes(int record) {
    return lengths[record];
  }
}
