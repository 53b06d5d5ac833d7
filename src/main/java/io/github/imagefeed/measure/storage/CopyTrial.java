package io.github.imagefeed.measure.storage;

import io.github.imagefeed.result.MetricNames;
import java.nio.ByteBuffer;
import java.util.Map;

/** Copies the pixels within memory, into one buffer a batch at a time: no reader can be faster. */
final class CopyTrial implements Trial {

  private final Subject subject;
  private final ImagePool pool;
  private final int images;
  private final Budget budget;
  private final ByteBuffer batch;

  CopyTrial(Subject subject, ImagePool pool, int images, Budget budget) {
    this.subject = subject;
    this.pool = pool;
    this.images = images;
    this.budget = budget;
    this.batch = ByteBuffer.allocateDirect(pool.shape().bytes() * ReadTrial.BATCH);
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Map<String, Double> run() throws StoppedException {
    int bytes = pool.shape().bytes();
    long begin = System.nanoTime();
    for (int k = 0; k < images; k++) {
      budget.requireGoingOn();
      batch.put(k % ReadTrial.BATCH * bytes, pool.pixels(k, images));
    }
    return Map.of(MetricNames.COPY_READ, (System.nanoTime() - begin) / 1e9);
  }
}
