package io.github.imagefeed.convert;

import io.github.imagefeed.store.ContentDigest;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a whole store back. */
public final class Verify {

  private static final int BATCH = 256;

  private Verify() {}

  /**
   * Checks that a store still holds what was written.
   *
   * @return the digest of all pixels and labels, read now
   * @throws StoreException if it differs from the one in the manifest
   */
  public static String digest(ImageStore store) throws IOException {
    int bytes = store.shape().bytes();
    ContentDigest digest = new ContentDigest(store.shape());
    ByteBuffer pixels = ByteBuffer.allocateDirect(BATCH * bytes);
    byte[] image = new byte[bytes];
    int[] indices = new int[BATCH];
    int[] labels = new int[BATCH];
    for (int first = 0; first < store.size(); first += BATCH) {
      int count = Math.min(BATCH, store.size() - first);
      for (int k = 0; k < count; k++) {
        indices[k] = first + k;
      }
      store.read(indices, 0, count, pixels, labels);
      for (int k = 0; k < count; k++) {
        pixels.get(k * bytes, image);
        digest.add(image, labels[k]);
      }
    }
    String found = digest.hex();
    if (!found.equals(store.manifest().digest())) {
      throw new StoreException(
          "store of "
              + store.manifest().source()
              + ": the images' digest is "
              + found
              + ", the manifest says "
              + store.manifest().digest());
    }
    return found;
  }
}
