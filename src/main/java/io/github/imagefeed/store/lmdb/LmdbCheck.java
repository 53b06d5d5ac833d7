package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Looks at every page that LMDB may touch before it does. LMDB believes what pages say: a number
 * that is wrong by one bit can end the JVM, or serve another page's bytes.
 *
 * <p>Afterwards everything in the file is where it belongs. What is in the values is not looked at.
 */
final class LmdbCheck {

  private LmdbCheck() {}

  /**
   * Checks a file that is to be changed or copied, heads of long values included.
   *
   * @param store that nobody else changes meanwhile
   */
  static LmdbContents forChange(Path store) throws IOException {
    try (LmdbFile file = LmdbFile.open(store.resolve(LmdbFiles.DATA))) {
      return check(file, LmdbMetas.read(file), true);
    }
  }

  /**
   * Checks a file that is to be read.
   *
   * @throws StoreException if it is damaged or foreign, or if another program changed it meanwhile
   */
  static LmdbContents forReading(LmdbFile file, LmdbMetas metas) throws IOException {
    try {
      return check(file, metas, false);
    } catch (StoreException e) {
      return check(file, metas, true); // of values longer than they seem only their heads tell
    }
  }

  /** As {@link #forReading}, heads of long values included. */
  static LmdbContents strictly(LmdbFile file, LmdbMetas metas) throws IOException {
    return check(file, metas, true);
  }

  private static LmdbContents check(LmdbFile file, LmdbMetas metas, boolean headers)
      throws IOException {
    LmdbMeta now = metas.now();
    now.requirePlain(file);
    metas.before().requirePlain(file);
    LmdbPageUse use = new LmdbPageUse(file, now);
    LmdbContents contents = new LmdbContents();
    new LmdbTreeWalk(file, now, now.main(), LmdbKeyOrder.BYTES, headers, use, contents).run();
    LmdbFreeList free = new LmdbFreeList(file, now, use);
    new LmdbTreeWalk(file, now, now.free(), LmdbKeyOrder.NUMBERS, headers, use, free).run();
    use.requireAll();
    contents.reach(use.bytes());
    checkRevision(file, metas, contents.revision());
    return contents;
  }

  private static void checkRevision(LmdbFile file, LmdbMetas metas, int now) throws IOException {
    int before = LmdbRevision.of(file, metas.before());
    if (before > 0 && now <= before) {
      throw file.damaged(
          metas.now().page(),
          "is the current one, with revision "
              + now
              + " (0: none), but the other meta page leads to revision "
              + before
              + ": the last change would be lost, or another program made one");
    }
  }
}
