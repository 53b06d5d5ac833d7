package io.github.imagefeed.store.lmdb;

import java.io.IOException;
import java.util.BitSet;

/** Who has which page: each is used once, or listed as free once. A bit a page. */
final class LmdbPageUse {

  private static final int METAS = 2;

  private final LmdbFile file;
  private final int pageSize;
  private final long filePages;
  private final int pages;
  private final BitSet taken;
  private long count = METAS;
  private long end = METAS;

  /** Starts with the two meta pages. */
  LmdbPageUse(LmdbFile file, LmdbMeta meta) throws IOException {
    this.file = file;
    this.pageSize = meta.pageSize();
    long bytes = file.length();
    this.filePages = bytes / pageSize;
    // Pages behind the end of the file are listed as free in it, 8 bytes each.
    long most = Math.min(filePages + bytes / Long.BYTES, Integer.MAX_VALUE - 1);
    if (meta.lastPage() >= most) {
      throw file.refused(
          "cut or damaged: "
              + bytes
              + " bytes found, page "
              + meta.page()
              + " says that page "
              + meta.lastPage()
              + " is the last");
    }
    this.pages = (int) meta.lastPage() + 1;
    this.taken = new BitSet(pages);
    taken.set(0, METAS);
  }

  /**
   * Takes pages that must be in the file.
   *
   * @param by the page that names them
   */
  void use(long first, long number, long by) throws IOException {
    take(first, number, by);
    end = Math.max(end, first + number);
    if (end > filePages) {
      throw file.cut(end * pageSize);
    }
  }

  /** Takes a page that is listed as free; it may lie behind the end of the file. */
  void free(long page, long by) throws IOException {
    take(page, 1, by);
  }

  private void take(long first, long number, long by) throws IOException {
    if (first < METAS || first >= pages || number > pages - first) {
      throw file.damaged(
          by,
          "names "
              + number
              + " pages from page "
              + Long.toUnsignedString(first)
              + ", the last one is "
              + (pages - 1));
    }
    int from = (int) first;
    int to = (int) (first + number);
    int twice = taken.nextSetBit(from);
    if (twice >= 0 && twice < to) {
      throw file.damaged(by, "names page " + twice + ", which something else has, too");
    }
    taken.set(from, to);
    count += number;
  }

  /** Whether no page is lost: LMDB loses none, and copies no file where one is. */
  void requireAll() throws IOException {
    if (count < pages) {
      throw file.damaged(taken.nextClearBit(0), "neither used nor listed as free");
    }
  }

  /** Bytes up to the end of the last page that is used. */
  long bytes() {
    return end * pageSize;
  }
}
