package io.github.imagefeed.store.lmdb;

import java.io.IOException;

/**
 * Checks the lists of free pages: each belongs to a transaction and has a count and then as many
 * page numbers, from the greatest to the least.
 */
final class LmdbFreeList implements LmdbTreeWalk.Entries {

  private static final int PIECE_BYTES = 1 << 16;

  private final LmdbFile file;
  private final LmdbMeta meta;
  private final LmdbPageUse use;
  private final byte[] piece = new byte[PIECE_BYTES];

  LmdbFreeList(LmdbFile file, LmdbMeta meta, LmdbPageUse use) {
    this.file = file;
    this.meta = meta;
    this.use = use;
  }

  @Override
  public void entry(LmdbPage page, int entry) throws IOException {
    if (page.isDatabase(entry)) {
      throw page.damaged("entry " + entry + " is a named database in the list of free pages");
    }
    long transaction = LmdbPage.number(page.bytes(), page.keyAt(entry));
    if (transaction == 0 || Long.compareUnsigned(transaction, meta.transaction()) > 0) {
      throw page.damaged("pages freed by transaction " + Long.toUnsignedString(transaction));
    }
    long at = page.valueAt(entry);
    long most = page.valueBytes(entry) / Long.BYTES - 1;
    if (most < 0) {
      throw page.damaged("a list of free pages without a count");
    }
    file.read(piece, Long.BYTES, at);
    long count = LmdbPage.number(piece, 0);
    if (count < 0 || count > most) {
      throw page.damaged("a list of " + count + " free pages, there is room for " + most);
    }
    list(page, at + Long.BYTES, count);
  }

  private void list(LmdbPage page, long at, long count) throws IOException {
    long before = Long.MAX_VALUE;
    for (long done = 0; done < count; ) {
      int some = (int) Math.min(count - done, PIECE_BYTES / Long.BYTES);
      file.read(piece, some * Long.BYTES, at + done * Long.BYTES);
      for (int i = 0; i < some; i++) {
        long free = LmdbPage.number(piece, i * Long.BYTES);
        if (free >= before) {
          throw page.damaged("a list of free pages out of order");
        }
        use.free(free, page.number());
        before = free;
      }
      done += some;
    }
  }
}
