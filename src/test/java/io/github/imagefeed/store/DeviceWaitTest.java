package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No other test writes at the same time; how long a device takes is not for a test to say. */
final class DeviceWaitTest {

  private static final long PAUSE = 20_000_000;

  static List<StoreFormat> formats() {
    return Formats.all(FormatOptions.DEFAULT);
  }

  private static void pause() {
    long end = System.nanoTime() + PAUSE;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE / 10);
    }
  }

  @Test
  void addsUpWhatEveryThreadWaits() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    double before = DeviceWait.seconds();
    try {
      List<Future<?>> waits = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        waits.add(
            threads.submit(
                () -> {
                  DeviceWait.during(DeviceWaitTest::pause);
                  return null;
                }));
      }
      for (Future<?> wait : waits) {
        wait.get();
      }
    } finally {
      threads.shutdownNow();
    }
    double waited = DeviceWait.seconds() - before;
    assertTrue(waited >= 4 * PAUSE / 1e9, waited + " s");
  }

  @Test
  void countsAWaitThatFails() {
    double before = DeviceWait.seconds();
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                DeviceWait.during(
                    () -> {
                      pause();
                      throw new IOException("device gone");
                    }));
    assertEquals("device gone", e.getMessage());
    assertTrue(DeviceWait.seconds() - before >= PAUSE / 1e9);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatCountsItsForces(StoreFormat format, @TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(8, 8), 100);
    Path path = folder.resolve("store");
    double before = DeviceWait.seconds();
    try (ImageStoreWriter writer = format.create(path, images.spec())) {
      for (int i = 0; i < images.count(); i++) {
        writer.append(images.pixels(i), images.label(i), images.checksum(i));
      }
      assertEquals(before, DeviceWait.seconds(), "nothing is waited for before the end");
      writer.finish(
          new StoreManifest(
              images.shape(),
              images.count(),
              images.classes(),
              images.spec().source(),
              images.digest()));
    }
    assertTrue(DeviceWait.seconds() > before);
  }
}
