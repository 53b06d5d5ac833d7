package io.github.imagefeed.convert;

import io.github.imagefeed.store.ContentDigest;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a whole store back. */
public final class Verify {

  private static final int BATCH_BYTES = 1 << 20;

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
    int batch = Math.max(1, BATCH_BYTES / bytes);
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * bytes);
    byte[] image = new byte[bytes];
    int[] indices = new int[batch];
    int[] labels = new int[batch];
    for (int first = 0; first < store.size(); first += batch) {
      int count = Math.min(batch, store.size() - first);
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
