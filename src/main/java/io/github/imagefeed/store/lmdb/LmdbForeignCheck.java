package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at every page of another program's file that a reader may touch, as {@link LmdbCheck} does
 * for ours. Not looked at is what only writers need: whether each page is used or listed as free,
 * and what the state before was.
 *
 * @param main entries of the unnamed database
 * @param images entries of the one database that has any: the unnamed one, or a named one in it
 * @param fileBytes up to the end of the last page in use
 */
record LmdbForeignCheck(LmdbEntries main, LmdbEntries images, long fileBytes) {

  private static final Map<Integer, String> REFUSED = new LinkedHashMap<>();

  static {
    REFUSED.put(0x02, "MDB_REVERSEKEY");
    REFUSED.put(0x04, "MDB_DUPSORT");
    REFUSED.put(LmdbTable.FIXED_VALUES, "MDB_DUPFIXED");
    REFUSED.put(0x20, "MDB_INTEGERDUP");
    REFUSED.put(0x40, "MDB_REVERSEDUP");
  }

  /** Names that a message has room for. */
  private static final int SHOWN = 8;

  /**
   * Checks.
   *
   * @throws StoreException if the file is damaged, was changed meanwhile, or has databases that
   *     cannot be read as a list of images
   */
  static LmdbForeignCheck forReading(LmdbFile file, LmdbMetas metas) throws IOException {
    try {
      return check(file, metas.now(), false);
    } catch (StoreException e) {
      return check(file, metas.now(), true); // of values longer than they seem only heads tell
    }
  }

  private static LmdbForeignCheck check(LmdbFile file, LmdbMeta now, boolean headers)
      throws IOException {
    LmdbPageUse use = new LmdbPageUse(file, now);
    LmdbEntries main = new LmdbEntries(file);
    LmdbKeyOrder order = order(file, "the unnamed database", now.flags() & ~LmdbMeta.NO_FOLDER);
    new LmdbTreeWalk(file, now, now.main(), order, headers, use, main).run();
    LmdbFreeList free = new LmdbFreeList(file, now, use);
    new LmdbTreeWalk(file, now, now.free(), LmdbKeyOrder.NUMBERS, headers, use, free).run();
    LmdbEntries images = main;
    if (!main.databases().isEmpty()) {
      LmdbEntries.Named only = only(file, main);
      images = new LmdbEntries(file);
      LmdbKeyOrder inside =
          order(file, "the database '" + main.databases().firstKey() + "'", only.flags());
      new LmdbTreeWalk(file, now, only.table(), inside, headers, use, images).run();
    }
    if (images.count() == 0) {
      throw file.refused("an LMDB environment without a single key, expected images");
    }
    return new LmdbForeignCheck(main, images, use.bytes());
  }

  private static LmdbKeyOrder order(LmdbFile file, String what, int flags) throws StoreException {
    for (Map.Entry<Integer, String> flag : REFUSED.entrySet()) {
      if ((flags & flag.getKey()) != 0) {
        throw file.refused(
            what
                + " was made with "
                + flag.getValue()
                + ", which is not read here: write it again without");
      }
    }
    if ((flags & ~LmdbTable.INTEGER_KEYS) != 0) {
      throw file.refused(String.format("%s has the unknown flags 0x%x", what, flags));
    }
    return flags == 0 ? LmdbKeyOrder.BYTES : LmdbKeyOrder.INTEGERS;
  }

  private static LmdbEntries.Named only(LmdbFile file, LmdbEntries main) throws StoreException {
    if (main.databases().size() == 1 && main.count() == 0) {
      return main.databases().get(main.databases().firstKey());
    }
    throw file.refused(
        "has the named databases "
            + main.databases().keySet().stream()
                .limit(SHOWN)
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "))
            + (main.databases().size() > SHOWN ? ", …" : "")
            + " and "
            + main.count()
            + " keys beside them, expected either one named database or keys without a name:"
            + " write images and labels into one");
  }

  /** A key of the unnamed database, with the place of its value: the map's address follows. */
  boolean locate(LmdbMap map, LmdbMeta now) throws IOException {
    if (main.count() > 0) {
      return map.locate(main.key(0), main.valueAt(0), main.valueBytes(0), now);
    }
    LmdbEntries.Named named = main.databases().get(main.databases().firstKey());
    return map.locate(named.key(), named.at(), LmdbTable.BYTES, now);
  }
}
