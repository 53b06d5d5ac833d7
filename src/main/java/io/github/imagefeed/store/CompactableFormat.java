package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Path;

/** A format whose stores keep space that changes have freed, until they are written compactly. */
public interface CompactableFormat extends StoreFormat {

  /**
   * Gives space that changes have freed back to the file system; images, labels and manifest stay.
   * {@link StoreShrinker} is the way in for callers: it keeps others from changing the store.
   *
   * <p>The store is written anew beside the old one, which needs the space for both, forced, and
   * put in its place in one step.
   *
   * @param store an absolute path without links, a finished store
   */
  void compact(Path store) throws IOException;
}
