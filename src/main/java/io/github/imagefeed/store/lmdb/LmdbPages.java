package io.github.imagefeed.store.lmdb;

/**
 * LMDB's page arithmetic for keys of {@link LmdbFiles#KEY_BYTES} that are put in their order. Pages
 * are taken to have 4096 bytes, as they have where the system's have.
 *
 * <p>A page that overflows keeps all but its last entry, and the next one starts with that and the
 * new one: so pages hold one entry less than would fit. A value over about half a page goes to
 * pages of its own, and the leaf holds their number instead.
 */
final class LmdbPages {

  static final int BYTES = 4096;

  private static final int HEADER_BYTES = 16;
  private static final int ROOM = BYTES - HEADER_BYTES;

  /** What an entry has beside key and value: its head, and its place in the page's table. */
  private static final int ENTRY_BYTES = 8;

  private static final int SLOT_BYTES = 2;

  private static final int NUMBER_BYTES = 8;

  /** Two entries must fit a page. */
  private static final int MAX_ENTRY_BYTES = ROOM / 2 - SLOT_BYTES;

  /** Children of a branch page; its first entry has no key. */
  private static final int CHILDREN =
      1 + (ROOM - ENTRY_BYTES - SLOT_BYTES) / (ENTRY_BYTES + SLOT_BYTES + LmdbFiles.KEY_BYTES);

  private long leaves = 1;
  private long overflow;
  private int used;
  private int last;

  /** Adds some entries behind all others. */
  void add(long entries, int valueBytes) {
    long rest = entries;
    int entry = entryBytes(valueBytes);
    overflow += entries * overflowPages(valueBytes);
    while (rest > 0 && (used + entry <= ROOM || last != entry)) {
      put(entry);
      rest--;
    }
    int stay = ROOM / entry - 1;
    if (rest > 0) { // The page is full of such entries: each further page takes as many.
      long pages = (rest - 1) / stay + 1;
      leaves += pages;
      used = (int) (rest - (pages - 1) * stay + 1) * entry;
    }
  }

  private void put(int entry) {
    if (used + entry <= ROOM) {
      used += entry;
    } else {
      leaves++;
      used = last + entry;
    }
    last = entry;
  }

  private static int entryBytes(int valueBytes) {
    int value = isApart(valueBytes) ? NUMBER_BYTES : valueBytes;
    int bytes = ENTRY_BYTES + LmdbFiles.KEY_BYTES + value;
    return bytes + (bytes & 1) + SLOT_BYTES;
  }

  private static boolean isApart(int valueBytes) {
    return ENTRY_BYTES + LmdbFiles.KEY_BYTES + valueBytes > MAX_ENTRY_BYTES;
  }

  private static long overflowPages(int valueBytes) {
    return isApart(valueBytes) ? (HEADER_BYTES - 1L + valueBytes) / BYTES + 1 : 0;
  }

  /** Pages of the tree and its values: leaves, branches above them, and values apart. */
  long inUse() {
    return leaves + overflow + branches();
  }

  private long branches() {
    long sum = 0;
    for (long level = leaves; level > 1; ) {
      level = above(level);
      sum += level;
    }
    return sum;
  }

  /** Branch pages over that many pages. */
  private static long above(long pages) {
    return pages <= CHILDREN ? 1 : 1 + (pages - CHILDREN - 1) / (CHILDREN - 1) + 1;
  }

  /**
   * Pages of a file whose entries came in several transactions. Each copies the path to the leaf
   * that it goes on with, and what it leaves behind is used again by the third one after it; a few
   * pages list those that are free, and two begin the file. Measured, and right to a few pages: a
   * path that grew late has left less behind.
   *
   * @param transactions at least 1
   */
  long inFile(long transactions) {
    long copies = Math.min(transactions - 1, 2);
    return inUse() + 2 + copies * depth() + Math.min(transactions - 1, 3);
  }

  /** Pages from the root of the tree to a leaf. */
  private int depth() {
    int depth = 1;
    for (long level = leaves; level > 1; level = above(level)) {
      depth++;
    }
    return depth;
  }
}
