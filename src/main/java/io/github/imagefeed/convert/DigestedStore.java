package io.github.imagefeed.convert;

import io.github.imagefeed.store.ContentDigest;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A store of another program, which keeps no digest, with the one that reading all of it gave: what
 * has to know whether images are still the same, as a training that goes on has, can use it like
 * one of ours. Thread-safe as the store is.
 */
public final class DigestedStore implements ImageStore {

  private static final int READ_BYTES = 1 << 22;

  private final ImageStore store;
  private final StoreManifest manifest;

  private DigestedStore(ImageStore store, StoreManifest manifest) {
    this.store = store;
    this.manifest = manifest;
  }

  /**
   * Reads all images of a store that has no digest; one that has is returned as it is.
   *
   * @param store is closed with the returned one, and not by a failure
   * @param progress hears the number of images read so far, now and then
   */
  public static ImageStore of(ImageStore store, IntConsumer progress) throws IOException {
    if (store.manifest().contentDigest().isPresent()) {
      return store;
    }
    ContentDigest digest = new ContentDigest(store.shape());
    int step = Math.max(1, READ_BYTES / store.shape().bytes());
    for (int from = 0; from < store.size(); ) {
      int to = (int) Math.min(store.size(), (long) from + step);
      digest.add(store, from, to);
      progress.accept(to);
      from = to;
    }
    return new DigestedStore(store, store.manifest().withDigest(digest.hex()));
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public boolean decodes() {
    return store.decodes();
  }

  @Override
  public int pieceImages() {
    return store.pieceImages();
  }

  @Override
  public Optional<String> layout() {
    return store.layout();
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    return store.checksums();
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    store.read(indices, from, to, pixels, labels);
  }

  @Override
  public void readAhead() {
    store.readAhead();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
