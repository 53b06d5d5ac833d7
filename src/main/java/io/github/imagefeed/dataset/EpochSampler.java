package io.github.imagefeed.dataset;

import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Batches of an {@link EpochOrder}; each call of {@link #sample} is the next epoch. Unlike DJL's
 * own samplers it depends on no global random numbers and keeps no table of indices. Thread-safe.
 */
public final class EpochSampler implements Sampler {

  private final int batchSize;
  private final boolean dropLast;
  private final EpochOrder order;
  private final AtomicLong epoch;
  private final long firstEpoch;
  private final int firstBatch;

  /**
   * Makes a sampler whose first pass begins in the middle of its epoch.
   *
   * @param firstBatch batches of the first pass that are left out
   */
  EpochSampler(int batchSize, boolean dropLast, EpochOrder order, long firstEpoch, int firstBatch) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size is " + batchSize + ", expected at least 1");
    }
    if (firstBatch < 0) {
      throw new IllegalArgumentException("first batch is " + firstBatch + ", expected 0 or more");
    }
    this.batchSize = batchSize;
    this.dropLast = dropLast;
    this.order = order;
    this.epoch = new AtomicLong(firstEpoch);
    this.firstEpoch = firstEpoch;
    this.firstBatch = firstBatch;
  }

  /**
   * Makes a sampler.
   *
   * @param batchSize images a batch, at least 1
   * @param dropLast whether a last, shorter batch is left out
   * @param firstEpoch epoch of the first pass, usually 0
   */
  public EpochSampler(int batchSize, boolean dropLast, EpochOrder order, long firstEpoch) {
    this(batchSize, dropLast, order, firstEpoch, 0);
  }

  @Override
  public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
    Iterator<IndexList> batches = batches(Math.toIntExact(dataset.size()), nextEpoch());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public List<Long> next() {
        return batches.next();
      }
    };
  }

  @Override
  public int getBatchSize() {
    return batchSize;
  }

  long nextEpoch() {
    return epoch.getAndIncrement();
  }

  Iterator<IndexList> batches(int size, long ofEpoch) {
    IndexOrder indices = order.of(size, ofEpoch);
    int end = dropLast ? size - size % batchSize : size;
    return new Iterator<>() {
      private int next =
          ofEpoch == firstEpoch ? (int) Math.min(end, (long) firstBatch * batchSize) : 0;

      @Override
      public boolean hasNext() {
        return next < end;
      }

      @Override
      public IndexList next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int from = next;
        next = Math.min(end - from, batchSize) + from;
        return new IndexList(indices, from, next);
      }
    };
  }
}
