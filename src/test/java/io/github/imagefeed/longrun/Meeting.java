package io.github.imagefeed.longrun;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store whose first reads wait for each other. What stores and datasets keep for reuse grows with
 * the reads that ever happened at the same time; so all that will ever be kept is there soon.
 */
final class Meeting implements ImageStore {

  private static final long PATIENCE_SECONDS = 30;

  private final ImageStore store;
  private final CyclicBarrier all;
  private final AtomicInteger toCome;

  /**
   * Wraps a store.
   *
   * @param readers threads that read
   * @param reads how many of the first reads wait, a multiple of the readers
   */
  Meeting(ImageStore store, int readers, int reads) {
    this.store = store;
    this.all = new CyclicBarrier(readers);
    this.toCome = new AtomicInteger(reads);
  }

  @Override
  public StoreManifest manifest() {
    return store.manifest();
  }

  @Override
  public boolean decodes() {
    return store.decodes();
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    if (toCome.get() > 0 && toCome.getAndDecrement() > 0) {
      meet();
    }
    store.read(indices, from, to, pixels, labels);
  }

  private void meet() throws IOException {
    try {
      all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException("the readers did not meet", e);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
