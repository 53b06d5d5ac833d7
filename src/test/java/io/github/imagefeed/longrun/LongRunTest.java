package io.github.imagefeed.longrun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbers of epochs and of batches that a training of days has, as fast as they load. Prints
 * what the process held when it was warm and at the end.
 */
@Tag("long")
final class LongRunTest {

  private static final int WARM_EPOCHS = 3;

  /** A training of 6 hours at 23 batches of 128 a second. */
  private static final long SIX_HOURS = 500_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "lmdb", "hdf5"})
  void thousandEpochs(String format) throws Exception {
    run(format, 64, 8, 1_000 * 8);
  }

  /** Grey images of 4x4, so that the batches take minutes: what a batch costs besides its bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"lmdb", "hdf5"})
  void sixHoursOfBatches(String format) throws Exception {
    run(format, 128, 100, SIX_HOURS);
  }

  private void run(String format, int batch, int batches, long all) throws Exception {
    // Epochs follow each other at once: the next one may take memory before the last gave it back.
    LeakGate gate =
        new LeakGate()
            .allowing(Level.DIRECT_BUFFERS, 4L * Loads.WORKERS)
            .allowing(Level.DIRECT_BYTES, 1L << 20);
    ImageShape shape = batches > 10 ? new ImageShape(4, 4, 1, Layout.CHW) : ImageShape.rgb(16, 16);
    long begin = System.nanoTime();
    try (Loads loads = Loads.of(format, folder, shape, batch, batches)) {
      long epochs = all / batches;
      long done = 0;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        done += loads.epoch();
        if (epoch == WARM_EPOCHS) {
          gate.warm();
          print(format, epoch, done, gate.warmLevels());
        } else if (epoch % (epochs / 10) == 0) {
          gate.check(format + ", epoch " + epoch);
        }
      }
      assertEquals(all, done);
      print(format, epochs, done, LeakGate.look());
      System.out.printf("%s: %.0f s%n", format, (System.nanoTime() - begin) / 1e9);
    }
  }

  private static void print(String format, long epoch, long batches, Map<Level, Long> levels) {
    System.out.println(format + ", epoch " + epoch + ", batch " + batches + ": " + levels);
  }
}
