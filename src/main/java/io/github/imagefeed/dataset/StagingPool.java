package io.github.imagefeed.dataset;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Staging memory that outlives an epoch. Holds as much as was ever in use at the same time; what
 * was given back last is taken first, while it is in the processor's caches. Thread-safe.
 */
final class StagingPool {

  private final ConcurrentLinkedDeque<Staging> free = new ConcurrentLinkedDeque<>();

  /** Belongs to the caller until given back. */
  Staging take() {
    Staging staging = free.pollFirst();
    return staging == null ? new Staging() : staging;
  }

  void give(Staging staging) {
    free.addFirst(staging);
  }
}
