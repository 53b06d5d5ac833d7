package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are read while another thread or program changes them. */
final class LmdbReaderTest {

  private static final LmdbFormat FORMAT = new LmdbFormat(5);
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(32, 32), 200);
  private static final int LEAST = 100;
  private static final int CHANGES = 120;

  @TempDir Path folder;

  @Test
  void readsThroughOneChangeAndRefusesAfterTheSecond() throws IOException {
    Path store = first(150);
    try (ImageStore open = FORMAT.open(store)) {
      ByteBuffer before = LmdbStores.all(open);
      StoreShrinker.truncate(FORMAT, store, LEAST);
      assertEquals(before, LmdbStores.all(open));
      LmdbStores.append(FORMAT, store, IMAGES, LEAST, 120);
      for (int k = 0; k < 3; k++) {
        StoreException e = assertThrows(StoreException.class, () -> LmdbStores.all(open));
        assertTrue(e.getMessage().contains("changed twice"), e.getMessage());
        assertTrue(e.getMessage().contains(store.toString()), e.getMessage());
        LmdbStores.append(FORMAT, store, IMAGES, 120 + k, 121 + k);
      }
    }
    try (ImageStore open = FORMAT.open(store)) {
      assertEquals(123, checked(open));
    }
  }

  /** What is written elsewhere and renamed leaves an open store as it is. */
  @Test
  void readsThroughAnyNumberOfCompactions() throws IOException {
    Path store = first(150);
    try (ImageStore open = FORMAT.open(store)) {
      StoreShrinker.truncate(FORMAT, store, LEAST);
      for (int k = 0; k < 3; k++) {
        StoreShrinker.compact(FORMAT, store);
      }
      assertEquals(150, checked(open));
    }
  }

  @Test
  void aReaderBesideAThreadThatChangesTheStoreSeesNoMix() throws Exception {
    Path store = first(LEAST);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> changes =
          other.submit(
              () -> {
                change(store);
                return null;
              });
      readWhile(() -> !changes.isDone(), store);
      changes.get();
    } finally {
      other.shutdownNow();
      assertTrue(other.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void aReaderBesideAProgramThatChangesTheStoreSeesNoMix() throws Exception {
    Path store = first(LEAST);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LmdbReaderTest.class.getName(),
                store.toString())
            .inheritIO()
            .start();
    try {
      readWhile(other::isAlive, store);
      assertEquals(0, other.waitFor());
    } finally {
      other.destroyForcibly();
    }
  }

  /** The other program. */
  public static void main(String[] arguments) throws IOException {
    change(Path.of(arguments[0]));
  }

  /** Frees pages and fills them with images that lay elsewhere before. */
  private static void change(Path store) throws IOException {
    for (int k = 0; k < CHANGES; k++) {
      if (k % 2 == 0) {
        LmdbStores.append(FORMAT, store, IMAGES, LEAST + k % 7, IMAGES.count() - k % 11);
      } else {
        StoreShrinker.truncate(FORMAT, store, LEAST + (k + 1) % 7);
      }
    }
  }

  private interface Going {
    boolean on();
  }

  private static void readWhile(Going going, Path store) throws IOException {
    int changed = 0;
    long whole = 0;
    while (going.on()) {
      try (ImageStore open = FORMAT.open(store)) {
        while (going.on()) {
          whole += checked(open);
        }
      } catch (StoreException e) {
        assertTrue(e.getMessage().contains("changed twice"), e.getMessage());
        changed++;
      }
    }
    assertTrue(changed > 0, "the reader was never too late");
    assertTrue(whole > 0, "the reader was always too late");
  }

  /** Reads all in one batch. */
  private static int checked(ImageStore open) throws IOException {
    ByteBuffer all = LmdbStores.all(open);
    byte[] found = new byte[IMAGES.shape().bytes()];
    for (int i = 0; i < open.size(); i++) {
      all.get(i * found.length, found);
      assertArrayEquals(Expected.PIXELS[i], found, "image " + i);
      int label = all.getInt(open.size() * found.length + i * Integer.BYTES);
      assertEquals(IMAGES.label(i), label, "label of image " + i);
    }
    return open.size();
  }

  /** Made once: to draw them takes longer than to read them. */
  private static final class Expected {
    static final byte[][] PIXELS = new byte[IMAGES.count()][];

    static {
      for (int i = 0; i < PIXELS.length; i++) {
        PIXELS[i] = IMAGES.pixels(i);
      }
    }
  }

  private Path first(int count) throws IOException {
    Path store = folder.resolve("store");
    LmdbStores.first(IMAGES, count).write(FORMAT, store);
    return store;
  }
}
