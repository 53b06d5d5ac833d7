package io.github.imagefeed.store.lmdb;

import java.util.Arrays;

/** How a tree sorts its keys. */
enum LmdbKeyOrder {
  /** By bytes, as the keys of stores. */
  BYTES {
    @Override
    int compare(LmdbPage a, int i, LmdbPage b, int j) {
      int aAt = a.keyAt(i);
      int bAt = b.keyAt(j);
      return Arrays.compareUnsigned(
          a.bytes(), aAt, aAt + a.keyBytes(i), b.bytes(), bAt, bAt + b.keyBytes(j));
    }

    @Override
    boolean suits(int keyBytes) {
      return true;
    }
  },
  /** As native numbers, all of four or all of eight bytes; keys of two lengths have no order. */
  INTEGERS {
    @Override
    int compare(LmdbPage a, int i, LmdbPage b, int j) {
      if (a.keyBytes(i) != b.keyBytes(j)) {
        return 0;
      }
      return a.keyBytes(i) == Long.BYTES
          ? NUMBERS.compare(a, i, b, j)
          : Integer.compareUnsigned(
              LmdbPage.integer(a.bytes(), a.keyAt(i)), LmdbPage.integer(b.bytes(), b.keyAt(j)));
    }

    @Override
    boolean suits(int keyBytes) {
      return keyBytes == Integer.BYTES || keyBytes == Long.BYTES;
    }
  },
  /** As numbers of eight bytes: the transactions that freed pages. */
  NUMBERS {
    @Override
    int compare(LmdbPage a, int i, LmdbPage b, int j) {
      return Long.compareUnsigned(
          LmdbPage.number(a.bytes(), a.keyAt(i)), LmdbPage.number(b.bytes(), b.keyAt(j)));
    }

    @Override
    boolean suits(int keyBytes) {
      return keyBytes == Long.BYTES;
    }
  };

  abstract int compare(LmdbPage a, int i, LmdbPage b, int j);

  abstract boolean suits(int keyBytes);
}
