package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Path;

/** A format whose stores can lose their last images without being written anew. */
public interface ShrinkableFormat extends StoreFormat {

  /**
   * Removes the last images of a finished store. {@link StoreShrinker} is the way in for callers:
   * it has read the store, made the manifest, and keeps others from changing it.
   *
   * <p>For readers this is one step, which is on the device before anything is removed that the old
   * store needs: when the program or the machine stops, the store is the old or the new one.
   * Whether the space is free at once, and what happens to stores that are open for reading, an
   * implementation says.
   *
   * @param store an absolute path without links
   * @param before the manifest of the store
   * @param after the manifest that it will have, with fewer images and otherwise but for the digest
   *     the same
   */
  void truncate(Path store, StoreManifest before, StoreManifest after) throws IOException;
}
