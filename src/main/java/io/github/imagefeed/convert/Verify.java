package io.github.imagefeed.convert;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ContentDigest;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Reads a whole store back. */
public final class Verify {

  private static final int BATCH_BYTES = 1 << 19;

  /** Of damaged images; of millions they would fill the memory. */
  private static final int MOST_REASONS = 1000;

  private Verify() {}

  /**
   * An image that is not what was stored.
   *
   * @param index in the store
   * @param reason with the path of the store, for people; empty where many were told already
   */
  public record Damage(int index, String reason) {}

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

  /**
   * Checks every byte of a store.
   *
   * @param path of the store, of that format
   * @param progress hears the number of images checked so far, now and then
   * @return the damaged images in order; if there are none, the store holds what was written
   * @throws StoreException if the damage is such that images cannot be told apart, or is in none
   * @throws IOException if the device fails, of more than single images
   */
  public static List<Damage> store(StoreFormat format, Path path, IntConsumer progress)
      throws IOException {
    try (ImageStore store = format.openStrictly(path)) {
      CheckedStore checked = CheckedStore.of(store, path.toString());
      ContentDigest digest = new ContentDigest(store.shape());
      List<Damage> damaged = new ArrayList<>();
      Batch batch = new Batch(checked);
      for (int first = 0; first >= 0 && first < store.size(); first += batch.most()) {
        batch.read(first, damaged);
        if (damaged.isEmpty()) {
          batch.addTo(digest);
        }
        progress.accept(first + batch.count());
      }
      if (damaged.isEmpty()) {
        store.manifest().requireDigest(digest.hex(), path.toString());
      }
      return damaged;
    }
  }

  /** Some images, one after the other. */
  private static final class Batch {

    private final ImageStore store;
    private final ByteBuffer pixels;
    private final int[] indices;
    private final int[] labels;
    private final byte[] image;
    private int count;

    Batch(ImageStore store) {
      this.store = store;
      int bytes = store.shape().bytes();
      int most = Math.max(1, BATCH_BYTES / bytes);
      this.pixels = ByteBuffer.allocateDirect(most * bytes);
      this.indices = new int[most];
      this.labels = new int[most];
      this.image = new byte[bytes];
    }

    int most() {
      return indices.length;
    }

    int count() {
      return count;
    }

    /** Reads together; where that fails, one by one to find all that are damaged. */
    void read(int first, List<Damage> damaged) throws IOException {
      count = Math.min(indices.length, store.size() - first);
      for (int k = 0; k < count; k++) {
        indices[k] = first + k;
      }
      try {
        store.read(indices, 0, count, pixels, labels);
      } catch (ChangedStoreException e) {
        throw e; // says nothing about images
      } catch (IOException e) {
        int before = damaged.size();
        for (int k = 0; k < count; k++) {
          readOne(k, damaged);
        }
        if (damaged.size() == before) {
          throw e; // of no image
        }
      }
    }

    private void readOne(int k, List<Damage> damaged) throws IOException {
      try {
        store.read(indices, k, k + 1, pixels, labels);
      } catch (ChangedStoreException e) {
        throw e;
      } catch (IOException e) { // damaged, or in a place that the device cannot read
        boolean told = damaged.size() < MOST_REASONS;
        damaged.add(new Damage(indices[k], told ? String.valueOf(e.getMessage()) : ""));
      }
    }

    void addTo(ContentDigest digest) {
      for (int k = 0; k < count; k++) {
        pixels.get(k * image.length, image);
        digest.add(image, labels[k]);
      }
    }
  }
}
