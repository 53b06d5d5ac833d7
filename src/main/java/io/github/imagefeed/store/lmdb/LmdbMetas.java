package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;

/**
 * Both meta pages, the current one and the one before.
 *
 * <p>Whatever LMDB does, the tree of the one before is whole, too: its pages are used again only
 * after a further transaction.
 */
record LmdbMetas(LmdbMeta now, LmdbMeta before) {

  /** Another program may write them while they are read: what looks wrong is read again. */
  private static final int ATTEMPTS = 3;

  static LmdbMetas read(LmdbFile file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return readOnce(file);
      } catch (StoreException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static LmdbMetas readOnce(LmdbFile file) throws IOException {
    LmdbMeta even = LmdbMeta.read(file, 0, 0);
    LmdbMeta odd = LmdbMeta.read(file, 1, even.pageSize());
    LmdbMetas metas =
        Long.compareUnsigned(odd.transaction(), even.transaction()) > 0
            ? new LmdbMetas(odd, even)
            : new LmdbMetas(even, odd);
    metas.check(file, even, odd);
    return metas;
  }

  private void check(LmdbFile file, LmdbMeta even, LmdbMeta odd) throws StoreException {
    boolean fresh = even.transaction() == 0 && odd.transaction() == 0;
    if (!fresh && (now.transaction() != before.transaction() + 1 || odd.transaction() % 2 == 0)) {
      throw file.damaged(
          now.page(),
          "the meta pages are of transactions "
              + Long.toUnsignedString(even.transaction())
              + " and "
              + Long.toUnsignedString(odd.transaction())
              + ", expected an even number and an odd one beside it");
    }
    if (even.pageSize() != odd.pageSize()) {
      throw file.damaged(1, "pages of another size than page 0 says");
    }
    if (now.lastPage() < before.lastPage() || before.lastPage() < 1) {
      throw file.damaged(
          now.page(),
          "last page " + now.lastPage() + ", that of the other meta page is " + before.lastPage());
    }
  }
}
