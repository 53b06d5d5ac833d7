package io.github.imagefeed.store.lmdb;

import java.io.IOException;

/**
 * Walks a tree from its root, front to back, and checks all of it: places and kinds of pages, the
 * order of keys within and across pages, the pages of long values, and the counts that the meta
 * page has. Holds one page a level. One thread, once.
 */
final class LmdbTreeWalk {

  /** Told of each entry in the order of keys. */
  interface Entries {
    /**
     * An entry.
     *
     * @param page with the key, until this returns
     * @param entry its number in the page
     */
    void entry(LmdbPage page, int entry) throws IOException;
  }

  private final LmdbFile file;
  private final LmdbMeta meta;
  private final LmdbTable table;
  private final LmdbKeyOrder order;
  private final boolean headers;
  private final LmdbPageUse use;
  private final Entries entries;
  private final LmdbPage[] levels;
  private final byte[] header = new byte[LmdbPage.HEADER_BYTES];
  private long branches;
  private long leaves;
  private long overflow;
  private long found;

  /**
   * Starts with nothing read.
   *
   * @param headers whether to read the heads of values' own pages. Reading stores has no need of
   *     them: where each value lies is told by its entry, and that it lies there alone, and that no
   *     page is left over, by the use of pages. But LMDB frees and copies as many pages as a head
   *     says.
   */
  LmdbTreeWalk(
      LmdbFile file,
      LmdbMeta meta,
      LmdbTable table,
      LmdbKeyOrder order,
      boolean headers,
      LmdbPageUse use,
      Entries entries) {
    this.file = file;
    this.meta = meta;
    this.table = table;
    this.order = order;
    this.headers = headers;
    this.use = use;
    this.entries = entries;
    this.levels = new LmdbPage[table.depth()];
  }

  void run() throws IOException {
    if (!table.isEmpty()) {
      walk(table.root(), meta.page(), 0, null, 0, null, 0);
    }
    LmdbTable counted =
        new LmdbTable(table.depth(), branches, leaves, overflow, found, table.root());
    if (!counted.equals(table)) {
      throw file.damaged(meta.page(), "describes " + table + ", found " + counted);
    }
  }

  /** Walks what is below a page, whose keys lie from low on and below high, where there are. */
  private void walk(
      long number, long by, int level, LmdbPage low, int lowEntry, LmdbPage high, int highEntry)
      throws IOException {
    use.use(number, 1, by);
    if (levels[level] == null) {
      levels[level] = new LmdbPage(file, meta.pageSize());
    }
    LmdbPage page = levels[level];
    page.load(number);
    if (page.isLeaf() != (level == levels.length - 1)) {
      throw page.damaged("a leaf too high or a branch too low, in a tree of " + levels.length);
    }
    checkKeys(page, low, lowEntry, high, highEntry);
    if (page.isLeaf()) {
      leaf(page);
      return;
    }
    branches++;
    for (int i = 0; i < page.count(); i++) {
      boolean first = i == 0;
      boolean last = i == page.count() - 1;
      walk(
          page.child(i),
          number,
          level + 1,
          first ? low : page,
          first ? lowEntry : i,
          last ? high : page,
          last ? highEntry : i + 1);
    }
  }

  /** A branch's first key is never looked at, and mostly empty. */
  private void checkKeys(LmdbPage page, LmdbPage low, int lowEntry, LmdbPage high, int highEntry)
      throws IOException {
    int first = page.isLeaf() ? 0 : 1;
    int end = page.count();
    if (first == end && order != LmdbKeyOrder.NUMBERS) {
      throw page.damaged("a branch with one page below it"); // which LMDB would end the JVM for
    }
    for (int i = first; i < end; i++) {
      if (!order.suits(page.keyBytes(i))) {
        throw page.damaged("entry " + i + " has a key of " + page.keyBytes(i) + " bytes");
      }
      if (i > first && order.compare(page, i - 1, page, i) >= 0) {
        throw page.damaged("entry " + i + " is not behind the one before it");
      }
    }
    if (first == end) {
      return;
    }
    boolean early = low != null && order.compare(low, lowEntry, page, first) > 0;
    boolean late = high != null && order.compare(page, end - 1, high, highEntry) >= 0;
    if (early || late) {
      throw page.damaged("has keys that belong to another page");
    }
  }

  private void leaf(LmdbPage page) throws IOException {
    leaves++;
    found += page.count();
    for (int i = 0; i < page.count(); i++) {
      if (page.isApart(i)) {
        value(page, i);
      }
      entries.entry(page, i);
    }
  }

  private void value(LmdbPage page, int entry) throws IOException {
    long first = page.valuePage(entry);
    long pages = page.valuePages(entry);
    use.use(first, pages, page.number());
    if (headers || order == LmdbKeyOrder.NUMBERS) {
      file.read(header, header.length, first * meta.pageSize());
      long says = LmdbPage.overflowPages(header);
      if (LmdbPage.number(header, 0) != first
          || LmdbPage.kind(header) != LmdbPage.OVERFLOW_KIND
          || says < pages) {
        throw file.damaged(first, "expected the head of " + pages + " pages of a value");
      }
      if (says > pages) { // LMDB lets a value shrink within the transaction that wrote it
        use.use(first + pages, says - pages, first);
        pages = says;
      }
    }
    overflow += pages;
  }
}
