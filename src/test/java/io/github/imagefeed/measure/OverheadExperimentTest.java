package io.github.imagefeed.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.training.Recipe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OverheadExperimentTest {

  private static final int BATCH = 10;
  private static final int BATCHES = 30;
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(8, 8), BATCH * BATCHES - 3);
  private static final String COLD = "lmdb cache=cold";

  /** A step takes about 3 ms, several times that on a busy machine. */
  private static final long SLEEP_MILLIS = 120;

  /** Batches sleep at the same time in so many loading threads. */
  private static final double WORKERS = Math.min(2, Runtime.getRuntime().availableProcessors());

  @TempDir private Path folder;

  /** A device that takes its time for each batch. */
  private record SleepingStore(ImageStore good) implements ImageStore {
    @Override
    public StoreManifest manifest() {
      return good.manifest();
    }

    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
        throws IOException {
      if (to - from == BATCH) { // not what the normalisation reads
        try {
          TimeUnit.MILLISECONDS.sleep(SLEEP_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException();
        }
      }
      good.read(indices, from, to, pixels, labels);
    }

    @Override
    public void close() throws IOException {
      good.close();
    }
  }

  /** What was measured, by name and label. */
  private record Found(List<Measurement> all, List<String> notes) {

    Measurement of(String name, String label) {
      return all.stream()
          .filter(m -> m.name().equals(name) && m.label().equals(label))
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + " of " + label + " is missing in " + this));
    }

    double median(String name) {
      return of(name, "lmdb").median();
    }
  }

  private Found measure(int rounds, boolean sleeping) throws IOException {
    Path path = folder.resolve("store.lmdb");
    IMAGES.write(new LmdbFormat(), path);
    try (ImageStore good = new LmdbFormat().open(path)) {
      ImageStore store = sleeping ? new SleepingStore(good) : good;
      OverheadExperiment experiment =
          new OverheadExperiment(
              Recipe.of(1, BATCH, 1), store, path, "lmdb", rounds, new Silence());
      List<Measurement> all = experiment.run();
      return new Found(all, experiment.notes());
    }
  }

  @Test
  void measuresEverything() throws IOException {
    Found found = measure(3, false);
    int pairs = 3 * Turns.Lengths.of(IMAGES.count(), BATCH, (int) (2 * WORKERS)).pairs();
    for (String perPair :
        List.of(
            MetricNames.TRAIN_OVERHEAD,
            MetricNames.PREP_STALL,
            MetricNames.ACCELERATOR_UTILISATION,
            MetricNames.TRAIN_STEP,
            MetricNames.TRAIN_STEP_MEMORY,
            MetricNames.TRAIN_WAIT_SHARE)) {
      assertEquals(pairs, found.of(perPair, "lmdb").samples().size(), perPair);
    }
    assertAreShares(found.of(MetricNames.TRAIN_WAIT_SHARE, "lmdb"));
    assertTrue(found.median(MetricNames.HEADSPACE) > 1, found.toString());
    assertTrue(found.median(MetricNames.EPOCH_CPU) > 0, found.toString());
    assertTrue(found.median(MetricNames.ACCELERATOR_UTILISATION) > 0, found.toString());
    assertTrue(
        found.median(MetricNames.BATCH_WAIT_P50) <= found.median(MetricNames.BATCH_WAIT_P99));
    // By definition: warm / memory - 1, (warm - memory) / warm, memory / warm.
    for (int i = 0; i < pairs; i++) {
      double over = found.of(MetricNames.TRAIN_OVERHEAD, "lmdb").samples().get(i);
      double stall = found.of(MetricNames.PREP_STALL, "lmdb").samples().get(i);
      double utilisation = found.of(MetricNames.ACCELERATOR_UTILISATION, "lmdb").samples().get(i);
      assertEquals(1 - utilisation, stall, 1e-9);
      assertEquals(1 / utilisation - 1, over, 1e-9);
    }
    assertColdIsMeasuredOrItIsSaidWhyNot(found);
  }

  private static void assertColdIsMeasuredOrItIsSaidWhyNot(Found found) {
    boolean cold = found.all().stream().anyMatch(m -> m.label().equals(COLD));
    assertEquals(!cold, found.notes().size() == 1, found.notes().toString());
    if (!cold) {
      assertTrue(found.notes().get(0).contains("lmdb"), found.notes().toString());
      return;
    }
    for (String name :
        List.of(
            MetricNames.FETCH_STALL,
            MetricNames.FETCH_STALL_WAIT,
            MetricNames.TRAIN_EPOCH,
            MetricNames.TRAIN_WAIT_SHARE,
            MetricNames.ACCELERATOR_UTILISATION,
            MetricNames.BATCH_WAIT_P50,
            MetricNames.BATCH_WAIT_P99)) {
      assertEquals(3, found.of(name, COLD).samples().size(), name);
    }
    assertAreShares(found.of(MetricNames.TRAIN_WAIT_SHARE, COLD));
    String names = found.all().stream().map(Measurement::name).collect(Collectors.joining(" "));
    assertTrue(names.contains(MetricNames.TRAIN_EPOCH), names);
  }

  private static void assertAreShares(Measurement m) {
    assertTrue(m.min() >= 0 && m.max() <= 1, m.toString());
  }

  /** What the store sleeps must show in full, though four batches are always loaded ahead. */
  @Test
  void seesWhatASlowStoreCosts() throws IOException {
    Found slow = measure(1, true);
    double memory = slow.median(MetricNames.TRAIN_STEP_MEMORY);
    double slept = SLEEP_MILLIS / 1e3 / WORKERS;
    // Whatever else the machine does, nothing is quicker than the store wakes up.
    assertTrue(slow.median(MetricNames.EPOCH_LOAD) > 0.9 * slept * BATCHES, slow.toString());
    assertTrue(slow.median(MetricNames.TRAIN_STEP) > 0.9 * slept, slow.toString());
    assumeTrue(memory < slept / 2, "too busy to learn faster than the store is slow: " + memory);
    double expected = slept / memory - 1;
    double found = slow.median(MetricNames.TRAIN_OVERHEAD);
    assertTrue(found > expected / 4, found + ", expected " + expected);
    assertTrue(slow.median(MetricNames.HEADSPACE) < 1, slow.toString());
    assertTrue(slow.median(MetricNames.TRAIN_WAIT_SHARE) > 0.1, slow.toString());
  }

  @Test
  void dividesAnEpoch() {
    assertEquals(new Turns.Lengths(4, 20, 13), Turns.Lengths.of(50_000, 128, 4));
    assertEquals(new Turns.Lengths(4, 11, 6), Turns.Lengths.of(1_250, 10, 4));
    assertEquals(new Turns.Lengths(4, 3, 1), Turns.Lengths.of(130, 10, 4));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Turns.Lengths.of(129, 10, 4));
    assertTrue(e.getMessage().contains("12 full batches of 10"), e.getMessage());
    assertTrue(e.getMessage().contains("from 13 on"), e.getMessage());
  }
}
