package io.github.imagefeed.measure;

import ai.djl.training.dataset.Batch;
import io.github.imagefeed.training.TrainingRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Two equal networks in turns through one epoch, some steps the one and some the other: the ideal
 * learns a batch that is in memory, the fed one what the store gives. Seconds apart, both meet the
 * same machine; a whole epoch apart they do not.
 *
 * <p>What is not counted: the first steps after each change, while caches and loader come to rest;
 * and, before a stretch from the store, the batches that the loader had time to load ahead
 * meanwhile. These are taken and thrown away, or a loader that cannot keep up would seem to.
 */
final class Turns {

  private static final int MOST_COUNTED = 20;
  private static final int LEAST_COUNTED = 3;
  private static final int SETTLING = 5;

  /** As few give a 95 % interval. */
  private static final int PAIRS = 6;

  /**
   * How an epoch is divided.
   *
   * @param ahead batches that the loader may have ready, thrown away before each stretch from the
   *     store, at least 1
   * @param counted steps of a stretch that are counted
   * @param pairs stretches of each kind
   */
  record Lengths(int ahead, int counted, int pairs) {

    /**
     * Divides an epoch: 20 steps a stretch are counted, fewer where six pairs would not fit else.
     *
     * @throws IllegalArgumentException if not even one pair fits
     */
    static Lengths of(int images, int batch, int ahead) {
      int full = images / batch - 1; // one is kept in memory from the start
      int around = ahead + SETTLING;
      if (full < around + LEAST_COUNTED) {
        throw new IllegalArgumentException(
            String.format(
                "%,d images are %,d full batches of %,d; the cost of loading shows from %,d on,"
                    + " so give more images or a smaller batch",
                images, full + 1, batch, around + LEAST_COUNTED + 1));
      }
      int counted = Math.max(LEAST_COUNTED, Math.min(MOST_COUNTED, full / PAIRS - around));
      return new Lengths(ahead, counted, full / (around + counted));
    }

    /** Steps learned by both together. */
    long steps() {
      return 2L * pairs * (SETTLING + counted);
    }
  }

  /** Neighbouring stretches. */
  record Pair(StepTimes fromMemory, StepTimes fromStore) {}

  private final TrainingRun ideal;
  private final TrainingRun fed;
  private final Lengths lengths;
  private final LongConsumer progress;
  private MemoryBatch inMemory;
  private long done;

  /**
   * Prepares the turns.
   *
   * @param ideal spoiled
   * @param fed at the beginning of an epoch; spoiled
   * @param progress hears how many steps are done
   */
  Turns(TrainingRun ideal, TrainingRun fed, Lengths lengths, LongConsumer progress) {
    this.ideal = ideal;
    this.fed = fed;
    this.lengths = lengths;
    this.progress = progress;
  }

  /** Trains; memory begins the first pair, the store the next, and so on. */
  List<Pair> run() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    Iterator<Batch> batches = fed.remaining();
    try (Batch first = batches.next()) {
      inMemory = MemoryBatch.copyOf(first);
    }
    try {
      for (int i = 0; i < lengths.pairs(); i++) {
        if (i % 2 == 0) {
          StepTimes memory = fromMemory();
          pairs.add(new Pair(memory, fromStore(batches)));
        } else {
          StepTimes store = fromStore(batches);
          letFill(store);
          pairs.add(new Pair(fromMemory(), store));
        }
      }
    } finally {
      inMemory.close();
    }
    while (batches.hasNext()) { // nothing is being loaded when this returns
      batches.next().close();
    }
    return pairs;
  }

  private StepTimes fromMemory() {
    StepTimes counted = new StepTimes();
    for (int i = 0; i < SETTLING + lengths.counted(); i++) {
      StepTimes times = i < SETTLING ? new StepTimes() : counted;
      try (Batch batch = inMemory.view()) {
        times.learn(ideal, batch, System.nanoTime());
      }
      progress.accept(++done);
    }
    return counted;
  }

  private StepTimes fromStore(Iterator<Batch> batches) {
    // One batch for ever would be learned by heart: gradients sink to numbers so small that
    // processors take long for them. So each stretch leaves another for those that follow.
    try (Batch next = batches.next()) {
      inMemory.close();
      inMemory = MemoryBatch.copyOf(next);
    }
    for (int i = 1; i < lengths.ahead(); i++) {
      batches.next().close();
    }
    StepTimes counted = new StepTimes();
    for (int i = 0; i < SETTLING + lengths.counted(); i++) {
      StepTimes times = i < SETTLING ? new StepTimes() : counted;
      long asked = System.nanoTime();
      try (Batch batch = batches.next()) {
        times.learn(fed, batch, asked);
      }
      progress.accept(++done);
    }
    return counted;
  }

  /** A loader that is slow would still be loading ahead, on cores that the memory's steps need. */
  private void letFill(StepTimes store) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep((long) (1e9 * lengths.ahead() * store.meanWaitSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while measuring what loading costs");
    }
  }
}
