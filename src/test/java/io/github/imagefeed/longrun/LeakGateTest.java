package io.github.imagefeed.longrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.EpochSoFar;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.Training;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Many epochs hold what three epochs hold; and what makes sure of it would notice. */
final class LeakGateTest {

  private static final int WARM_EPOCHS = 3;
  private static final int LAST_EPOCH = 6;

  @TempDir Path folder;

  @Test
  void loadingHoldsNoMoreAfterAnyEpoch() throws Exception {
    ImageShape shape = ImageShape.rgb(16, 16);
    List<Loads> all = new ArrayList<>();
    try {
      for (String format : Formats.names()) {
        all.add(Loads.of(format, folder, shape, 32, 8));
      }
      LeakGate gate = new LeakGate();
      for (int epoch = 1; epoch <= LAST_EPOCH; epoch++) {
        for (Loads one : all) {
          assertEquals(8, one.epoch());
        }
        if (epoch == WARM_EPOCHS) {
          gate.warm();
        } else if (epoch > WARM_EPOCHS) {
          gate.check("epoch " + epoch + " of all formats");
        }
      }
    } finally {
      for (Loads one : all) {
        one.close();
      }
    }
  }

  /** Each epoch is trained, tested, and saved as a model and as a checkpoint. */
  @Test
  void trainingHoldsNoMoreAfterAnyEpoch() throws Exception {
    Path path = folder.resolve("store");
    TestImages.of(ImageShape.rgb(8, 8), 130).write(new LmdbFormat(), path);
    // Java keeps of each thread the buffer of its largest write, and checkpoints grow. And the two
    // loaders of the test images may read at the same time for the first time, with 3 buffers each.
    LeakGate gate =
        new LeakGate().allowing(Level.DIRECT_BYTES, 1 << 16).allowing(Level.DIRECT_BUFFERS, 3);
    try (ImageStore store = Formats.open(path);
        Training training =
            Training.open(
                new RunFolder(folder.resolve("run")),
                store,
                Optional.of(store),
                Recipe.of(LAST_EPOCH, 32, 5),
                Devices.CPU,
                Training.Options.DEFAULT)) {
      training.run(
          new Quiet() {
            @Override
            public void epoch(EpochFigures figures, boolean best) {
              try {
                if (figures.epoch() == WARM_EPOCHS) {
                  gate.warm();
                } else if (figures.epoch() > WARM_EPOCHS) {
                  gate.check("epoch " + figures.epoch() + " of training");
                }
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }
          });
    }
  }

  /** Has nothing to say. */
  private abstract static class Quiet implements Training.Listener {
    @Override
    public void resumed(EpochSoFar at, String file, List<String> warnings) {}

    @Override
    public void step(EpochSoFar soFar, long total) {}

    @Override
    public void stoppedEarly(int epochs) {}
  }

  /** What a loop may forget in each epoch. */
  private interface Leak {
    Closeable leak() throws IOException;
  }

  @Test
  void oneForgottenArrayAnEpochIsNoticed() throws Exception {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertNoticed(Level.ARRAYS, () -> manager.create(new Shape(1))::close);
    }
  }

  @Test
  void oneForgottenManagerAnEpochIsNoticed() throws Exception {
    assertNoticed(Level.MANAGERS, () -> NDManager.newBaseManager()::close);
  }

  @Test
  void oneForgottenBatchAnEpochIsNoticed() throws Exception {
    try (NDManager manager = NDManager.newBaseManager();
        ImageStore store = memory()) {
      StoreDataset dataset = dataset(store);
      assertNoticed(
          Level.ARRAYS,
          () -> {
            Batch batch = dataset.batches(manager).next();
            return batch::close;
          });
    }
  }

  @Test
  void oneForgottenBufferAnEpochIsNoticed() throws Exception {
    assertNoticed(
        Level.DIRECT_BUFFERS,
        () -> {
          ByteBuffer buffer = ByteBuffer.allocateDirect(1);
          return buffer::clear; // holds it until the end
        });
  }

  @Test
  void oneForgottenFileAnEpochIsNoticed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertNoticed(Level.FILES, () -> Files.newByteChannel(file));
  }

  @Test
  void oneForgottenMapAnEpochIsNoticed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertNoticed(
        Level.MAPS,
        () -> {
          try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer map = channel.map(MapMode.READ_ONLY, 0, 1);
            return map::clear; // holds it until the end
          }
        });
  }

  @Test
  void oneForgottenThreadAnEpochIsNoticed() throws Exception {
    assertNoticed(
        Level.THREADS,
        () -> {
          CountDownLatch end = new CountDownLatch(1);
          Thread thread = new Thread(() -> await(end), "forgotten");
          thread.setDaemon(true);
          thread.start();
          return end::countDown;
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ImageStore memory() throws IOException {
    Path path = folder.resolve("images");
    TestImages.of(ImageShape.rgb(4, 4), 20).write(new LmdbFormat(), path);
    try (ImageStore store = Formats.open(path)) {
      return MemoryStore.copyOf(store);
    }
  }

  private static StoreDataset dataset(ImageStore store) {
    return StoreDataset.builder().setStore(store).setSampling(10, true).optWorkers(0).build();
  }

  /** The gate itself, but not waiting for loader threads, of which there are none here. */
  private void assertNoticed(Level level, Leak loop) throws Exception {
    LeakGate gate = new LeakGate(Duration.ofMillis(300), Duration.ofMillis(300));
    List<Closeable> forgotten = new ArrayList<>();
    try {
      for (int epoch = 1; epoch <= WARM_EPOCHS; epoch++) {
        forgotten.add(loop.leak());
      }
      gate.warm();
      gate.check("no further epoch");
      forgotten.add(loop.leak());
      AssertionFailedError e =
          assertThrows(AssertionFailedError.class, () -> gate.check("one more epoch"));
      assertTrue(e.getMessage().contains(" " + level + " "), e.getMessage());
    } finally {
      for (Closeable one : forgotten) {
        one.close();
      }
    }
  }
}
