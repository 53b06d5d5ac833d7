package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;

/**
 * What a meta page says about a tree.
 *
 * @param depth levels, 0 for an empty tree
 * @param branches pages above the leaves
 * @param overflow pages of values that have pages of their own
 * @param root page number, {@link #NONE} for an empty tree
 */
record LmdbTable(int depth, long branches, long leaves, long overflow, long entries, long root) {

  static final long NONE = -1;

  /** LMDB's own limit; its cursors have as much room. */
  private static final int MAX_DEPTH = 32;

  /** Bytes of such a description, also as the value of a named database. */
  static final int BYTES = 48;

  /** Keys are native integers of four or eight bytes (MDB_INTEGERKEY). */
  static final int INTEGER_KEYS = 0x08;

  /** Keys have several values, all of one length (MDB_DUPFIXED). */
  static final int FIXED_VALUES = 0x10;

  static final int FLAGS_AT = 4;

  private static final int DEPTH_AT = 6;
  private static final int COUNTS_AT = 8;

  static LmdbTable read(LmdbFile file, int page, ByteBuffer b, int at) throws StoreException {
    ByteBuffer counts = b.slice(at + COUNTS_AT, 5 * Long.BYTES).order(b.order());
    LmdbTable table =
        new LmdbTable(
            b.getShort(at + DEPTH_AT),
            counts.getLong(),
            counts.getLong(),
            counts.getLong(),
            counts.getLong(),
            counts.getLong());
    if (table.isEmpty()
        ? !table.equals(new LmdbTable(0, 0, 0, 0, 0, NONE))
        : !table.isPlausible()) {
      throw file.damaged(page, "describes a tree that cannot be: " + table);
    }
    return table;
  }

  /** How a tree sorts its keys, and whether they have several values. */
  static int flags(ByteBuffer b, int at) {
    int fixed = b.getInt(at) == 0 ? 0 : FIXED_VALUES; // their length, meant for nothing else
    return Short.toUnsignedInt(b.getShort(at + FLAGS_AT)) | fixed;
  }

  boolean isEmpty() {
    return root == NONE;
  }

  private boolean isPlausible() {
    return depth > 0 && depth <= MAX_DEPTH;
  }
}
