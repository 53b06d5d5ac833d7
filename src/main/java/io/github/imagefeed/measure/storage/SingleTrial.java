package io.github.imagefeed.measure.storage;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Reads images one at a time, at random, from an open store. Gives the mean of a thousand. */
final class SingleTrial implements Trial {

  private static final int READS = 1000;

  private final Subject subject;
  private final ImageStore store;
  private final ByteBuffer pixels;
  private final int[] index = new int[1];
  private final int[] label = new int[1];
  private long epoch;

  /**
   * Prepares the buffer.
   *
   * @param store stays the caller's
   */
  SingleTrial(Subject subject, ImageStore store) {
    this.subject = subject.in(EpochOrder.Kind.SHUFFLED.toString());
    this.store = store;
    this.pixels = ByteBuffer.allocateDirect(store.shape().bytes());
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Map<String, Double> run() throws IOException {
    IndexOrder visits = EpochOrder.shuffled(1).of(store.size(), epoch++);
    long begin = System.nanoTime();
    for (int i = 0; i < READS; i++) {
      index[0] = visits.at(i % store.size());
      store.read(index, 0, 1, pixels, label);
    }
    return Map.of(MetricNames.SINGLE_READ, (System.nanoTime() - begin) / 1e9 / READS);
  }
}
