package io.github.imagefeed.dataset;

import io.github.imagefeed.store.ImageStore;
import java.util.OptionalInt;

/**
 * How batches are loaded.
 *
 * @param workers batches loaded at the same time; 0 loads when asked, on the consumer's thread
 * @param ahead batches loaded before they are asked for, at least 1 where there are workers
 * @param lent whether the threads are somebody else's, who may use them for other work
 * @param bytes what an epoch under way holds outside Java's heap, about and at most
 */
record Loading(int workers, int ahead, boolean lent, long bytes) {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Threads that copy: more only wait for the memory. */
  private static final int COPIERS = 2;

  /** A worker that has finished should not have to wait for the consumer to wake up. */
  private static final long AHEAD_EACH = 2;

  /** Limit of what large batches hold in memory before they are asked for. */
  private static final long AHEAD_BYTES = 1L << 28;

  /** A pixel is a byte in staging memory and a float in its array. */
  private static final int PIXEL_BYTES = Byte.BYTES + Float.BYTES;

  /**
   * Fills in what was not asked for: a worker a core where images must be decoded or threads are
   * lent, up to two where images are only copied out of memory; and two batches a worker ahead,
   * fewer where they would take more than 256 MiB, but always one more than are being loaded.
   *
   * @param batch images a batch, or an estimate
   */
  static Loading of(
      OptionalInt workers, OptionalInt ahead, ImageStore store, long batch, boolean lent) {
    int threads;
    if (workers.isPresent()) {
      threads = workers.getAsInt();
    } else if (ahead.isPresent()) {
      threads = Math.min(ahead.getAsInt(), CORES);
    } else {
      threads = lent || store.decodes() ? CORES : Math.min(CORES, COPIERS);
    }
    // No batch has more bytes than a buffer can have.
    long batchBytes = PIXEL_BYTES * Math.min(Integer.MAX_VALUE, batch * store.shape().bytes());
    if (threads == 0) {
      return new Loading(0, 0, lent, batchBytes);
    }
    if (ahead.isPresent()) {
      return of(threads, Math.max(threads, ahead.getAsInt()), lent, batchBytes);
    }
    long fitting = Math.max(threads + 1, AHEAD_BYTES / batchBytes);
    return of(threads, (int) Math.min(AHEAD_EACH * threads, fitting), lent, batchBytes);
  }

  private static Loading of(int threads, int ahead, boolean lent, long batchBytes) {
    return new Loading(threads, ahead, lent, ((long) threads + ahead) * batchBytes);
  }
}
