package io.github.imagefeed.measure.storage;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Some threads read an open store together, each its share of a shuffled epoch into a buffer of its
 * own.
 */
final class ThreadsTrial implements Trial, AutoCloseable {

  private final Subject subject;
  private final ImageStore store;
  private final List<Share> shares = new ArrayList<>();
  private final ExecutorService threads;
  private long epoch;

  /**
   * Starts the threads.
   *
   * @param store stays the caller's
   */
  ThreadsTrial(Subject subject, ImageStore store, int count) {
    this.subject =
        subject.in(EpochOrder.Kind.SHUFFLED.toString()).with(SettingNames.THREADS, count);
    this.store = store;
    for (int part = 0; part < count; part++) {
      shares.add(new Share(store, part, count));
    }
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** What one thread reads, and where to. */
  private static final class Share {
    private final ImageStore store;
    private final int from;
    private final int to;
    private final int[] indices = new int[ReadTrial.BATCH];
    private final int[] labels = new int[ReadTrial.BATCH];
    private final ByteBuffer pixels;

    Share(ImageStore store, int part, int parts) {
      this.store = store;
      this.from = (int) ((long) store.size() * part / parts);
      this.to = (int) ((long) store.size() * (part + 1) / parts);
      this.pixels = ByteBuffer.allocateDirect(Batches.bytes(store.shape(), ReadTrial.BATCH));
    }

    void read(IndexOrder visits) throws IOException {
      for (int first = from; first < to; first += ReadTrial.BATCH) {
        int end = Math.min(to, first + ReadTrial.BATCH);
        visits.copy(first, end, indices);
        store.read(indices, 0, end - first, pixels, labels);
      }
    }
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Map<String, Double> run() throws IOException {
    IndexOrder visits = EpochOrder.shuffled(1).of(store.size(), epoch++);
    List<Callable<Void>> work = new ArrayList<>();
    for (Share share : shares) {
      work.add(
          () -> {
            share.read(visits);
            return null;
          });
    }
    long begin = System.nanoTime();
    try {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + subject.label() + " was read", e);
    } catch (ExecutionException e) {
      throw new IOException(subject.label() + ": " + e.getCause().getMessage(), e.getCause());
    }
    return Map.of(MetricNames.EPOCH_COPY, (System.nanoTime() - begin) / 1e9);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
