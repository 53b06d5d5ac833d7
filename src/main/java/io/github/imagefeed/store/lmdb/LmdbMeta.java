package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One of the two pages that begin the file and say what holds: transaction n writes page n mod 2,
 * after everything else.
 *
 * @param page 0 or 1
 * @param free the tree that lists free pages
 * @param main the tree of keys and values
 * @param lastPage greatest page number given out so far; never gets less
 * @param transaction that wrote this page, 0 for none
 * @param flags how the main tree sorts its keys, whether they have several values, as {@link
 *     LmdbTable} has it, and {@link #NO_FOLDER}; 0 in our stores
 */
record LmdbMeta(
    int page,
    int pageSize,
    LmdbTable free,
    LmdbTable main,
    long lastPage,
    long transaction,
    int flags) {

  /** Where the number of the transaction lies in the page. */
  static final int TRANSACTION_AT = 144;

  /** What is used of the page. */
  static final int BYTES = TRANSACTION_AT + Long.BYTES;

  private static final int FLAGS_AT = 10;
  private static final int META_PAGE = 0x08;
  private static final int MAGIC_AT = 16;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int VERSION_AT = 20;
  private static final int VERSION = 1;
  private static final int FREE_AT = 40;
  private static final int MAIN_AT = 88;
  private static final int LAST_PAGE_AT = 136;

  /** Keys are numbers: what the list of free pages has, and nothing else. */
  private static final int INTEGER_KEYS = 0x08;

  /** The file was made as one without a folder (MDB_NOSUBDIR); LMDB keeps that beside the above. */
  static final int NO_FOLDER = 0x4000;

  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 1 << 16;

  /**
   * Reads a page of any program's.
   *
   * @throws StoreException if it is damaged
   */
  static LmdbMeta read(LmdbFile file, int page, long at) throws IOException {
    byte[] bytes = new byte[BYTES];
    file.read(bytes, BYTES, at);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    if (b.getShort(FLAGS_AT) != META_PAGE || b.getInt(MAGIC_AT) != MAGIC) {
      throw file.refused("not an LMDB file, or damaged: page " + page + " is no meta page");
    }
    if (b.getInt(VERSION_AT) != VERSION) {
      throw file.refused(
          "not an LMDB file of a known version, or damaged: page "
              + page
              + " says "
              + b.getInt(VERSION_AT)
              + ", expected "
              + VERSION);
    }
    if (b.getLong(0) != page) {
      throw file.damaged(page, "says that it is page " + Long.toUnsignedString(b.getLong(0)));
    }
    int size = b.getInt(FREE_AT); // the table of free pages has it where others have nothing
    if (size < SMALLEST_PAGE || size > LARGEST_PAGE || Integer.bitCount(size) != 1) {
      throw file.damaged(page, "pages of " + Integer.toUnsignedString(size) + " bytes");
    }
    int freeFlags = Short.toUnsignedInt(b.getShort(FREE_AT + LmdbTable.FLAGS_AT));
    if ((freeFlags & ~NO_FOLDER) != INTEGER_KEYS) {
      throw file.damaged(page, String.format("flags 0x%x for the list of free pages", freeFlags));
    }
    return new LmdbMeta(
        page,
        size,
        LmdbTable.read(file, page, b, FREE_AT),
        LmdbTable.read(file, page, b, MAIN_AT),
        b.getLong(LAST_PAGE_AT),
        b.getLong(TRANSACTION_AT),
        LmdbTable.flags(b, MAIN_AT) | (freeFlags & NO_FOLDER));
  }

  /** Checks that trees and file are as our stores have them. */
  void requirePlain(LmdbFile file) throws StoreException {
    if (flags != 0) {
      throw file.damaged(
          page, String.format("flags 0x%x of trees or file: damaged, or another program's", flags));
    }
  }
}
