package io.github.imagefeed.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dropped pages are really gone, whatever state the store is in. */
final class PageCacheTest {

  private static final int COUNT = 300;
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(32, 32), COUNT);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  static List<StoreFormat> formats() {
    return Formats.all(FormatOptions.DEFAULT);
  }

  @BeforeEach
  void pagesCanBeDropped() throws IOException {
    assumeTrue(PageCache.canDrop(), "no way to drop pages on this system");
    String type = Files.getFileStore(folder).type();
    assumeFalse(List.of("tmpfs", "ramfs").contains(type), type + " keeps its pages");
  }

  /** Reads wait for the pass that is under way, and find what it has brought. */
  @ParameterizedTest
  @MethodSource("formats")
  void readsTheSameWhileReadingAhead(StoreFormat format) throws Exception {
    assumeTrue(!format.name().equals("png"), "PNG files are not read ahead");
    TestImages images = TestImages.of(ImageShape.rgb(64, 64), 1_000); // 12 MB: a few pieces
    Path path = folder.resolve("large");
    images.write(format, path);
    for (int round = 0; round < 5; round++) {
      try (ImageStore store = format.open(path)) {
        assertTrue(PageCache.drop(List.of(path)).isCold());
        store.readAhead();
        int[] order = new int[store.size()];
        EpochOrder.shuffled(round).of(order.length, 0).copy(0, order.length, order);
        ByteBuffer pixels = ByteBuffer.allocateDirect(100 * store.shape().bytes());
        int[] labels = new int[100];
        byte[] found = new byte[store.shape().bytes()];
        for (int from = 0; from < order.length; from += 100) {
          store.read(order, from, from + 100, pixels, labels);
          for (int k = 0; k < 100; k++) {
            pixels.get(k * found.length, found);
            assertArrayEquals(images.pixels(order[from + k]), found);
            assertEquals(images.label(order[from + k]), labels[k]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void dropsAnOpenStoreThatWasRead(StoreFormat format) throws IOException {
    Path path = folder.resolve("store");
    IMAGES.write(format, path);
    try (ImageStore store = format.open(path)) {
      byte[] before = pixels(store);
      PageCache.Dropped dropped = PageCache.drop(List.of(path));
      assertTrue(dropped.isCold(), dropped.toString());
      assertArrayEquals(before, pixels(store));
    }
    PageCache.Dropped dropped = PageCache.drop(List.of(path));
    assertTrue(dropped.isCold(), "closed: " + dropped);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void readingAheadBringsBackWhatIsMapped(StoreFormat format) throws Exception {
    assumeTrue(!format.name().equals("png"), "PNG files are not read ahead");
    Path path = folder.resolve("store");
    IMAGES.write(format, path);
    Path file = longest(path);
    try (ImageStore store = format.open(path)) {
      PageCache.drop(List.of(path));
      store.readAhead();
      long end = System.nanoTime() + LONG.toNanos();
      while (NativePages.resident(file) < NativePages.count(file) && System.nanoTime() < end) {
        Thread.sleep(1);
      }
      assertEquals(NativePages.count(file), NativePages.resident(file));
    }
  }

  /** Of a folder, that with the images. */
  private static Path longest(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  @Test
  void readsEveryFile() throws IOException {
    Path store = Files.createDirectories(folder.resolve("store/inner"));
    Path a = Files.write(store.resolve("a"), new byte[3_000_000]);
    Path b = Files.write(store.resolve("b"), new byte[5]);
    Files.createFile(store.resolve("empty"));
    assertTrue(PageCache.drop(List.of(folder)).isCold());
    assertTrue(PageCache.read(List.of(store.getParent())) > 0);
    assertEquals(NativePages.count(a), NativePages.resident(a));
    assertEquals(1, NativePages.resident(b));
  }

  @Test
  void namesAMissingStore() {
    Path missing = folder.resolve("missing");
    IOException e = assertThrows(IOException.class, () -> PageCache.drop(List.of(missing)));
    assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());
  }

  private static byte[] pixels(ImageStore store) throws IOException {
    int[] indices = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      indices[i] = COUNT - 1 - i;
    }
    ByteBuffer pixels = ByteBuffer.allocateDirect(COUNT * store.shape().bytes());
    store.read(indices, 0, COUNT, pixels, new int[COUNT]);
    byte[] copy = new byte[pixels.capacity()];
    pixels.get(0, copy);
    return copy;
  }
}
