package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OpenEpochsTest {

  private final OpenEpochs open = new OpenEpochs(100);

  /** Ends an epoch as a cleaner does: when the collector has found it. */
  private static final class Epoch {
    private static final Cleaner CLEANER = Cleaner.create();

    static void begin(OpenEpochs open, long bytes, AtomicInteger ended) {
      open.begin(bytes);
      CLEANER.register(
          new Epoch(),
          () -> {
            open.end(bytes);
            ended.incrementAndGet();
          });
    }
  }

  @Test
  void releasesWhatNobodyReachesBeforeItIsTooMuch() {
    AtomicInteger ended = new AtomicInteger();
    for (int epoch = 1; epoch <= 200; epoch++) {
      Epoch.begin(open, 10, ended);
      int held = epoch - ended.get();
      assertTrue(held <= 10, held + " epochs are held, 10 are too much");
    }
  }

  /** And the collector is not asked for each time again. */
  @Test
  void whatIsInUseKeepsNobodyFromBeginning() {
    int asked = 0;
    for (int epoch = 0; epoch < 100; epoch++) {
      asked += open.begin(10) ? 1 : 0;
    }
    assertEquals(4, asked, "at 100, 220, 460 and 940 bytes");
    for (int epoch = 0; epoch < 100; epoch++) {
      open.end(10);
    }
    releasesWhatNobodyReachesBeforeItIsTooMuch();
  }
}
