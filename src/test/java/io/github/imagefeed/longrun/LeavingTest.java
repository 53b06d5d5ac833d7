package io.github.imagefeed.longrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.dataset.BatchIterator;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.EpochSoFar;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.Training;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However an epoch is left, nothing of it stays. */
final class LeavingTest {

  private static final int BATCH = 16;

  @TempDir Path folder;

  /** A way to leave an epoch of some batches before its end. */
  private interface Way {
    void leave(StoreDataset dataset, NDManager manager) throws Exception;
  }

  /** What a loop's body throws. */
  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final List<Way> WAYS =
      List.of(
          (dataset, manager) -> assertTrue(dataset.getData(manager).iterator().hasNext()),
          LeavingTest::breakOut,
          (dataset, manager) -> {
            try (BatchIterator batches = dataset.batches(manager)) {
              batches.next().close();
            }
          },
          (dataset, manager) ->
              assertThrows(
                  Thrown.class,
                  () -> {
                    try (BatchIterator batches = dataset.batches(manager);
                        Batch first = batches.next()) {
                      assertEquals(BATCH, first.getSize());
                      throw new Thrown();
                    }
                  }),
          (dataset, manager) -> assertThrows(Thrown.class, () -> throwInLoop(dataset, manager)),
          LeavingTest::closeTheManager,
          LeavingTest::interrupt,
          LeavingTest::shutDownLentThreads);

  private static void breakOut(StoreDataset dataset, NDManager manager) throws Exception {
    for (Batch batch : dataset.getData(manager)) {
      batch.close();
      break;
    }
  }

  private static void throwInLoop(StoreDataset dataset, NDManager manager) throws Exception {
    for (Batch batch : dataset.getData(manager)) {
      try (batch) {
        throw new Thrown();
      }
    }
  }

  /** As an exception does in whatever owns the manager; the batch is closed with it. */
  private static void closeTheManager(StoreDataset dataset, NDManager manager) throws Exception {
    try (NDManager passing = manager.newSubManager()) {
      Batch batch = dataset.getData(passing).iterator().next();
      assertEquals(BATCH, batch.getSize());
    }
  }

  /** Ends where the consumer has to wait; until then the batches are those of the epoch. */
  private static void interrupt(StoreDataset dataset, NDManager manager) throws Exception {
    Thread.currentThread().interrupt();
    Iterator<Batch> batches = dataset.getData(manager).iterator();
    try {
      while (batches.hasNext()) {
        batches.next().close();
      }
    } catch (UncheckedIOException e) {
      assertTrue(e.getCause() instanceof InterruptedIOException, e.toString());
      assertFalse(batches.hasNext());
    }
    assertTrue(Thread.interrupted(), "the interrupt is not lost");
  }

  private static void shutDownLentThreads(StoreDataset dataset, NDManager manager)
      throws Exception {
    ExecutorService lent = Executors.newFixedThreadPool(2);
    Iterator<Batch> batches = dataset.getData(manager, lent).iterator();
    batches.next().close();
    lent.shutdownNow();
    batches.next().close();
    assertTrue(lent.awaitTermination(10, TimeUnit.SECONDS));
  }

  @Test
  void nothingStaysOfAnEpochThatIsLeft() throws Exception {
    List<ImageStore> stores = new ArrayList<>();
    List<StoreDataset> datasets = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (StoreFormat format : Formats.all(FormatOptions.DEFAULT)) {
        Path path = folder.resolve(format.name());
        TestImages.of(ImageShape.rgb(16, 16), 10 * BATCH).write(format, path);
        stores.add(format.open(path));
        for (int workers : new int[] {0, 2}) {
          datasets.add(
              StoreDataset.builder()
                  .setStore(stores.get(stores.size() - 1))
                  .setSampling(BATCH, true)
                  .optWorkers(workers)
                  .build());
        }
      }
      for (int round = 0; round < 10; round++) { // far more at a time than the rounds that follow
        leave(datasets, manager);
      }
      // Memory that was taken for nothing has its length only when it is used again.
      LeakGate gate = new LeakGate().allowing(Level.DIRECT_BYTES, 1 << 20).warm();
      for (int round = 0; round < 5; round++) {
        leave(datasets, manager);
        System.gc();
      }
      gate.check("leaving epochs early");
    } finally {
      for (ImageStore store : stores) {
        store.close();
      }
    }
  }

  private static void leave(List<StoreDataset> datasets, NDManager manager) throws Exception {
    for (StoreDataset dataset : datasets) {
      for (Way way : WAYS) {
        way.leave(dataset, manager);
      }
    }
  }

  /** Images without content, as many and as large as one likes. */
  private record Empty(StoreManifest manifest) implements ImageStore {
    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels) {}

    @Override
    public void close() {}
  }

  /** Their arrays are large, and the collector sees small objects: it need not run by itself. */
  @Test
  void epochsThatAreLeftDoNotPileUp() throws Exception {
    ImageStore large =
        new Empty(
            new StoreManifest(
                ImageShape.rgb(224, 224), 3_200, TestImages.CLASSES, "none", "0".repeat(64)));
    StoreDataset dataset = StoreDataset.builder().setStore(large).setSampling(32, false).build();
    try (NDManager manager = NDManager.newBaseManager()) {
      long most = 0;
      for (int epoch = 0; epoch < 20; epoch++) {
        breakOut(dataset, manager);
        most = Math.max(most, Level.ARRAYS.now());
      }
      // Of 145 MB each so many that a GiB is full, with some 15 arrays each.
      assertTrue(most < 8 * 15, most + " arrays at a time");
    }
  }

  /** Counts steps, and interrupts its own thread at one of them. */
  private static final class Interrupting implements Training.Listener {
    private final int at;
    private int steps;

    Interrupting(int at) {
      this.at = at;
    }

    @Override
    public void resumed(EpochSoFar from, String file, List<String> warnings) {}

    @Override
    public void step(EpochSoFar soFar, long total) {
      if (++steps == at) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void epoch(EpochFigures figures, boolean best) {}

    @Override
    public void stoppedEarly(int epochs) {}
  }

  /** Goes on as if nothing had been, as after a loss of power. */
  @Test
  void anInterruptedTrainingHoldsNothingAndGoesOn() throws Exception {
    Path path = folder.resolve("store");
    TestImages.of(ImageShape.rgb(8, 8), 130).write(new LmdbFormat(), path);
    String expected = train("whole", path, Integer.MAX_VALUE);
    LeakGate gate = null;
    for (int at = 1; at <= 6; at++) {
      int step = at;
      String name = "run" + at;
      IOException e = assertThrows(IOException.class, () -> train(name, path, step));
      assertTrue(Thread.interrupted(), "the interrupt is not lost: " + e);
      assertEquals(expected, train(name, path, Integer.MAX_VALUE));
      if (at == 3) {
        // Java keeps of each thread the buffer of its largest write, and checkpoints grow.
        gate = new LeakGate().allowing(Level.DIRECT_BYTES, 1 << 16).warm();
      }
    }
    gate.check("training that was interrupted");
  }

  private String train(String name, Path path, int interruptAt) throws IOException {
    Training.Options options =
        new Training.Options(
            new CheckpointSchedule(1, Duration.ZERO), OptionalInt.empty(), true); // every batch
    try (ImageStore store = Formats.open(path);
        Training training =
            Training.open(
                new RunFolder(folder.resolve(name)),
                store,
                Optional.empty(),
                Recipe.of(2, 32, 5),
                Devices.CPU,
                options)) {
      training.run(new Interrupting(interruptAt));
      return training.network().parametersDigest();
    }
  }
}
