package io.github.imagefeed.convert;

import io.github.imagefeed.store.ContentDigest;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;

/** Reads a whole store back. */
public final class Verify {

  private Verify() {}

  /**
   * Checks that a store still holds what was written.
   *
   * @return the digest of all pixels and labels, read now
   * @throws StoreException if it differs from the one in the manifest
   */
  public static String digest(ImageStore store) throws IOException {
    ContentDigest digest = new ContentDigest(store.shape());
    digest.add(store, 0, store.size());
    String found = digest.hex();
    store.manifest().requireDigest(found, "store of " + store.manifest().source());
    return found;
  }
}
