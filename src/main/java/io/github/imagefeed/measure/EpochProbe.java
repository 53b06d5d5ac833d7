package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Loads epochs, closes each batch at once, and notes what it cost. Not thread-safe. */
final class EpochProbe {

  private final NDManager manager;
  private final Optional<ThreadMXBean> counter = ProcessCounters.heapCounter();
  private long[] waits = new long[1024];

  EpochProbe(NDManager manager) {
    this.manager = manager;
  }

  /**
   * Loads the next epoch.
   *
   * @throws IllegalStateException if it has not as many images as it should
   */
  EpochCost load(Loader.Epochs epochs) throws IOException {
    OptionalLong device = ProcessCounters.deviceBytes();
    Optional<ProcessCounters.Heap> heap = counter.map(ProcessCounters::heap);
    double cpu = ProcessCounters.cpuSeconds();
    long begin = System.nanoTime();
    long first = 0;
    long images = 0;
    int count = 0;
    Iterator<Batch> batches = open(epochs);
    while (true) {
      long asked = System.nanoTime();
      if (!batches.hasNext()) {
        break;
      }
      Batch batch = batches.next();
      long had = System.nanoTime();
      if (count == 0) {
        first = had - begin;
      }
      note(count++, had - asked);
      images += batch.getSize();
      batch.close();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = ProcessCounters.cpuSeconds() - cpu;
    OptionalDouble allocated =
        heap.isPresent()
            ? OptionalDouble.of((double) heap.get().since(counter.get()) / Math.max(1, count))
            : OptionalDouble.empty();
    OptionalDouble fetched = difference(device, ProcessCounters.deviceBytes());
    if (images != epochs.size()) {
      throw new IllegalStateException(images + " images came out of a dataset of " + epochs.size());
    }
    Arrays.sort(waits, 0, count);
    return new EpochCost(
        seconds,
        first / 1e9,
        quantile(count, 0.5),
        quantile(count, 0.99),
        cpuSeconds,
        allocated,
        fetched);
  }

  private Iterator<Batch> open(Loader.Epochs epochs) throws IOException {
    try {
      return epochs.next(manager).iterator();
    } catch (TranslateException e) {
      throw new IOException("DJL cannot load: " + e.getMessage(), e);
    }
  }

  private void note(int batch, long nanos) {
    if (batch == waits.length) {
      waits = Arrays.copyOf(waits, 2 * waits.length);
    }
    waits[batch] = nanos;
  }

  /** The smallest wait that so large a share of the batches does not exceed. */
  private double quantile(int count, double share) {
    return waits[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e9;
  }

  private static OptionalDouble difference(OptionalLong before, OptionalLong after) {
    return before.isPresent() && after.isPresent()
        ? OptionalDouble.of((double) after.getAsLong() - before.getAsLong())
        : OptionalDouble.empty();
  }
}
