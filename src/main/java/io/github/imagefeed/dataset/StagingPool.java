package io.github.imagefeed.dataset;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Staging memory that outlives an epoch; what was given back last is taken first, while it is in
 * the processor's caches. Thread-safe.
 */
final class StagingPool {

  private final int most;
  private final Deque<Staging> free = new ArrayDeque<>();

  /**
   * Starts empty.
   *
   * @param most how many are kept; epochs that were left early can give back any number at a time,
   *     and those beyond it are left to the garbage collector
   */
  StagingPool(int most) {
    this.most = most;
  }

  /** Belongs to the caller until given back. */
  synchronized Staging take() {
    Staging staging = free.pollFirst();
    return staging == null ? new Staging() : staging;
  }

  synchronized void give(Staging staging) {
    if (free.size() < most) {
      free.addFirst(staging);
    }
  }
}
