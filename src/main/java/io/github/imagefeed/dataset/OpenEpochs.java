package io.github.imagefeed.dataset;

import java.util.concurrent.TimeUnit;

/**
 * What epochs under way hold outside Java's heap, of which the garbage collector knows nothing. It
 * must release those that a loop has broken out of; but as all it sees of each is a few small
 * objects, it may not run before the machine is out of memory: 25 epochs of 224x224 images that
 * were left after their first batch held 5 GB. So it is asked to run where they are many.
 * Thread-safe.
 */
final class OpenEpochs {

  /** A few epochs of large images, each up to 256 MiB ahead. */
  private static final long LIMIT_BYTES = 1L << 30;

  /** Long enough for the collector's thread to close what was found, wherever it is. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long PAUSE_MILLIS = 5;

  static final OpenEpochs OF_PROCESS = new OpenEpochs(LIMIT_BYTES);

  private final long least;
  private long limit;
  private long held;

  OpenEpochs(long limit) {
    this.least = limit;
    this.limit = limit;
  }

  /**
   * Counts an epoch that begins; first has those released that nobody reaches, if it must.
   *
   * @return whether it had to
   */
  boolean begin(long bytes) {
    boolean tooMuch = isTooMuch(bytes);
    if (tooMuch) {
      System.gc();
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (isTooMuch(bytes) && System.nanoTime() < end && pause()) {}
    }
    add(bytes);
    return tooMuch;
  }

  private synchronized boolean isTooMuch(long more) {
    return held + more > limit;
  }

  /** What is still too much is in use: not to be asked for again before it is twice as much. */
  private synchronized void add(long bytes) {
    held += bytes;
    if (held > limit) {
      limit = 2 * held;
    }
  }

  /** Counts an epoch that has ended, with what it began with. */
  synchronized void end(long bytes) {
    held -= bytes;
    limit = Math.max(least, Math.min(limit, 2 * held));
  }

  /** Whether to go on waiting. */
  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
