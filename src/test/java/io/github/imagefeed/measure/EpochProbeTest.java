package io.github.imagefeed.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EpochProbeTest {

  private static final int BATCHES = 200;
  private static final int SLOW = 3;
  private static final long SLOW_MILLIS = 20;
  private static final int BYTES = 100_000;

  /** Batches of two images; the first few, and no others, keep their consumer waiting. */
  private record Scripted(long size) implements Loader.Epochs {

    @Override
    public Iterable<Batch> next(NDManager manager) {
      return () ->
          new Iterator<>() {
            private int next;
            private byte[] garbage;

            @Override
            public boolean hasNext() {
              return next < BATCHES;
            }

            @Override
            public Batch next() {
              garbage = new byte[BYTES];
              if (next++ < SLOW) {
                sleep();
              }
              return new Batch(
                  manager.newSubManager(),
                  new NDList(),
                  new NDList(),
                  2,
                  Batchifier.STACK,
                  Batchifier.STACK,
                  next + garbage[0],
                  BATCHES);
            }
          };
    }

    private static void sleep() {
      try {
        TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void tellsWaitsAndHeapOfAnEpoch() throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      EpochCost cost = new EpochProbe(manager).load(new Scripted(2L * BATCHES));
      double slow = SLOW_MILLIS / 1e3;
      assertTrue(cost.firstBatchSeconds() >= slow, cost.toString());
      // Three of 200 batches are slow: the slowest hundredth is, the middle is not.
      assertTrue(cost.waitP99Seconds() >= slow, cost.toString());
      assertTrue(cost.waitP50Seconds() < cost.waitP99Seconds(), cost.toString());
      assertTrue(cost.seconds() >= SLOW * slow, cost.toString());
      assertTrue(cost.cpuSeconds() >= 0, cost.toString());
      double heap = cost.heapBytesPerBatch().orElseThrow();
      assertEquals(BYTES, heap, BYTES / 4.0, cost.toString());
    }
  }

  @Test
  void refusesAnEpochThatLacksImages() {
    try (NDManager manager = NDManager.newBaseManager()) {
      EpochProbe probe = new EpochProbe(manager);
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class, () -> probe.load(new Scripted(2L * BATCHES + 1)));
      assertTrue(e.getMessage().contains("401"), e.getMessage());
    }
  }
}
