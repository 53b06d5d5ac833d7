package io.github.imagefeed.store.lmdb;

import java.io.IOException;
import java.util.Arrays;

/** Looks a key up in a tree that was not walked, checking the pages on the way. */
final class LmdbLookup {

  private LmdbLookup() {}

  /** The last leaf whose first key is not behind the key, and which alone may have it. */
  static LmdbPage leaf(LmdbFile file, LmdbMeta meta, byte[] key) throws IOException {
    LmdbPage page = new LmdbPage(file, meta.pageSize());
    long next = meta.main().root();
    for (int level = 1; level <= meta.main().depth(); level++) {
      if (next < 2 || next > meta.lastPage()) {
        throw file.damaged(
            meta.page(), "its tree names page " + next + ", the last is " + meta.lastPage());
      }
      page.load(next);
      if (page.isLeaf() != (level == meta.main().depth())) {
        throw page.damaged("a leaf too high or a branch too low");
      }
      if (!page.isLeaf()) {
        int child = page.count() - 1;
        while (child > 0 && compare(page, child, key) > 0) {
          child--;
        }
        next = page.child(child);
      }
    }
    return page;
  }

  /** The entry of a leaf with that key, −1 for none. */
  static int entry(LmdbPage leaf, byte[] key) {
    for (int i = 0; i < leaf.count(); i++) {
      if (leaf.keyEquals(i, key)) {
        return i;
      }
    }
    return -1;
  }

  private static int compare(LmdbPage page, int entry, byte[] key) {
    int at = page.keyAt(entry);
    return Arrays.compareUnsigned(page.bytes(), at, at + page.keyBytes(entry), key, 0, key.length);
  }
}
