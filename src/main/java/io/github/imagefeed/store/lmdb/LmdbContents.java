package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where blocks, manifest and revision of a checked file lie in it. Filled by one walk; does not
 * change afterwards.
 */
final class LmdbContents implements LmdbTreeWalk.Entries {

  private static final int SOME = 16;

  private long[] blockAt = new long[SOME];
  private int[] blockBytes = new int[SOME];
  private int blocks;
  private long manifestAt = -1;
  private int manifestBytes;
  private int revision;
  private int foreignAfter = -1;
  private long fileBytes;

  @Override
  public void entry(LmdbPage page, int entry) throws IOException {
    if (page.isDatabase(entry)) {
      throw page.damaged("entry " + entry + " is a named database, which no store has");
    }
    if (page.valueBytes(entry) > Integer.MAX_VALUE) {
      throw page.damaged("a value of " + page.valueBytes(entry) + " bytes, which no store has");
    }
    if (isBlock(page, entry)) {
      addBlock(page.valueAt(entry), (int) page.valueBytes(entry));
    } else if (page.keyEquals(entry, LmdbFiles.MANIFEST)) {
      manifestAt = page.valueAt(entry);
      manifestBytes = (int) page.valueBytes(entry);
    } else if (page.keyEquals(entry, LmdbRevision.KEY)) {
      revision = LmdbRevision.parse(page, entry);
    } else if (foreignAfter < 0) {
      foreignAfter = blocks;
    }
  }

  private boolean isBlock(LmdbPage page, int entry) {
    return page.keyBytes(entry) == LmdbFiles.KEY_BYTES
        && LmdbFiles.number(page.bytes(), page.keyAt(entry)) == blocks;
  }

  private void addBlock(long at, int bytes) {
    if (blocks == blockAt.length) {
      blockAt = Arrays.copyOf(blockAt, 2 * blocks);
      blockBytes = Arrays.copyOf(blockBytes, 2 * blocks);
    }
    blockAt[blocks] = at;
    blockBytes[blocks++] = bytes;
  }

  /** Says how far the file must reach; {@link LmdbCheck} does. */
  void reach(long bytes) {
    fileBytes = bytes;
  }

  /** Bytes of the file up to the last page in use. */
  long fileBytes() {
    return fileBytes;
  }

  int blocks() {
    return blocks;
  }

  long blockAt(int block) {
    return blockAt[block];
  }

  int blockBytes(int block) {
    return blockBytes[block];
  }

  boolean hasManifest() {
    return manifestAt >= 0;
  }

  long manifestAt() {
    return manifestAt;
  }

  int manifestBytes() {
    return manifestBytes;
  }

  /** Number of changes and 1, or 0 for a store that is not finished. */
  int revision() {
    return revision;
  }

  /** Checks that there is nothing but blocks without a gap, manifest and revision. */
  void requireOnlyBlocks(Object path) throws StoreException {
    if (foreignAfter >= 0) {
      throw new StoreException(
          String.format(
              "%s: foreign key behind block %d, expected '%08d'",
              path, foreignAfter - 1, foreignAfter));
    }
  }
}
