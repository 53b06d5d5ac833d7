package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link ImageStore} must do, whatever it is made of. A store's test implements this
 * interface and says how to make a store of given images.
 */
public interface ImageStoreContract {

  /** Odd sides and a count that is no multiple of any block or folder size. */
  ImageShape SHAPE = ImageShape.rgb(7, 5);

  int COUNT = 1_237;

  byte CANARY = 0x5a;

  /** Makes a store of these images below {@code folder} and opens it. */
  ImageStore open(TestImages images, Path folder) throws IOException;

  @Test
  default void saysWhatItHolds(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, COUNT);
    try (ImageStore store = open(images, folder)) {
      assertEquals(SHAPE, store.shape());
      assertEquals(COUNT, store.size());
      assertEquals(TestImages.CLASSES, store.classes());
      assertEquals(images.spec().source(), store.manifest().source());
      assertEquals(images.digest(), store.manifest().digest());
    }
  }

  /** Empty where a store keeps none: what it keeps must be right. */
  @Test
  default void keepsTheChecksumOfEachImage(@TempDir Path folder) throws IOException {
    for (Layout layout : Layout.values()) {
      TestImages images = TestImages.of(SHAPE.withLayout(layout), COUNT);
      try (ImageStore store = open(images, folder.resolve(layout.name()))) {
        Optional<int[]> checksums = store.checksums();
        if (checksums.isEmpty()) {
          return;
        }
        for (int i = 0; i < COUNT; i++) {
          assertEquals(images.checksum(i), checksums.get()[i], "image " + i);
        }
      }
    }
  }

  @Test
  default void readsAllInOrder(@TempDir Path folder) throws IOException {
    checkReads(TestImages.of(SHAPE, COUNT), folder, range(COUNT));
  }

  @Test
  default void keepsAnyOrderAndDuplicates(@TempDir Path folder) throws IOException {
    int[] indices = new Random(3).ints(3_000, 0, COUNT).toArray();
    indices[1] = indices[0];
    indices[2] = COUNT - 1;
    indices[3] = 0;
    checkReads(TestImages.of(SHAPE, COUNT), folder, indices);
  }

  @Test
  default void readsInterleavedImages(@TempDir Path folder) throws IOException {
    checkReads(TestImages.of(SHAPE.withLayout(Layout.HWC), 40), folder, range(40));
  }

  @Test
  default void readsGreyImages(@TempDir Path folder) throws IOException {
    checkReads(TestImages.of(new ImageShape(9, 4, 1, Layout.CHW), 40), folder, range(40));
  }

  @Test
  default void readsOneImageOfOnePixel(@TempDir Path folder) throws IOException {
    checkReads(TestImages.of(ImageShape.rgb(1, 1), 1), folder, new int[] {0});
  }

  @Test
  default void digestIsOfTheImagesAndNotOfTheLayout(@TempDir Path folder) throws IOException {
    TestImages grey = TestImages.of(new ImageShape(6, 6, 1, Layout.CHW), 5);
    TestImages same = TestImages.of(grey.shape().withLayout(Layout.HWC), 5);
    try (ImageStore a = open(grey, folder.resolve("a"));
        ImageStore b = open(same, folder.resolve("b"))) {
      assertEquals(a.manifest().digest(), b.manifest().digest());
    }
  }

  /** Only the bytes of the batch are touched, from the buffer's position on. */
  @Test
  default void writesWhereTheBufferStands(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, COUNT);
    int bytes = SHAPE.bytes();
    int[] indices = {9, 11, 1_100, 4, 700};
    try (ImageStore store = open(images, folder)) {
      ByteBuffer pixels = canaries(6 * bytes).position(13);
      int[] labels = {-1, -1, -1, -1};
      store.read(indices, 1, 4, pixels, labels);
      assertEquals(13, pixels.position());
      assertEquals(pixels.capacity(), pixels.limit());
      for (int k = 0; k < 3; k++) {
        assertArrayEquals(
            images.pixels(indices[1 + k]), slice(pixels, 13 + k * bytes, bytes), "image " + k);
        assertEquals(images.label(indices[1 + k]), labels[k]);
      }
      assertEquals(-1, labels[3], "label behind the batch");
      for (int i = 0; i < pixels.capacity(); i++) {
        if (i < 13 || i >= 13 + 3 * bytes) {
          assertEquals(CANARY, pixels.get(i), "byte " + i + " outside the batch");
        }
      }
    }
  }

  @Test
  default void readsNothingForAnEmptyRange(@TempDir Path folder) throws IOException {
    try (ImageStore store = open(TestImages.of(SHAPE, 3), folder)) {
      store.read(new int[] {99}, 1, 1, ByteBuffer.allocateDirect(0), new int[0]);
    }
  }

  @Test
  default void namesIndexAndSizeOutOfRange(@TempDir Path folder) throws IOException {
    try (ImageStore store = open(TestImages.of(SHAPE, 30), folder)) {
      for (int wrong : new int[] {-1, 30, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        ByteBuffer pixels = canaries(2 * SHAPE.bytes());
        IndexOutOfBoundsException e =
            assertThrows(
                IndexOutOfBoundsException.class,
                () -> store.read(new int[] {3, wrong}, 0, 2, pixels, new int[2]));
        assertTrue(e.getMessage().contains(String.valueOf(wrong)), e.getMessage());
        assertTrue(e.getMessage().contains("30"), e.getMessage());
        assertEquals(CANARY, pixels.get(0), "nothing is written before all indices are checked");
      }
    }
  }

  @Test
  default void refusesBuffersThatDoNotFit(@TempDir Path folder) throws IOException {
    try (ImageStore store = open(TestImages.of(SHAPE, 30), folder)) {
      int bytes = SHAPE.bytes();
      int[] two = {0, 1};
      refuses(store, two, ByteBuffer.allocateDirect(2 * bytes - 1), new int[2]);
      refuses(store, two, ByteBuffer.allocateDirect(2 * bytes).position(1), new int[2]);
      refuses(store, two, ByteBuffer.allocate(2 * bytes), new int[2]);
      refuses(store, two, ByteBuffer.allocateDirect(2 * bytes).asReadOnlyBuffer(), new int[2]);
      refuses(store, two, ByteBuffer.allocateDirect(2 * bytes), new int[1]);
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> store.read(two, 1, 3, ByteBuffer.allocateDirect(2 * bytes), new int[2]));
    }
  }

  @Test
  default void servesThreadsAtTheSameTime(@TempDir Path folder) throws Exception {
    TestImages images = TestImages.of(SHAPE, COUNT);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ImageStore store = open(images, folder)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int seed = t;
        readers.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 20; round++) {
                    int[] indices = new Random(seed * 100L + round).ints(64, 0, COUNT).toArray();
                    assertReads(images, store, indices);
                  }
                  return null;
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void readsTheSameAfterReadingAhead(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, COUNT);
    try (ImageStore store = open(images, folder)) {
      store.readAhead();
      assertReads(images, store, range(COUNT));
      store.readAhead();
      assertReads(images, store, new Random(5).ints(300, 0, COUNT).toArray());
    }
  }

  @Test
  default void readsAheadWhileOthersReadAndClose(@TempDir Path folder) throws Exception {
    TestImages images = TestImages.of(SHAPE, COUNT);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    ImageStore store = open(images, folder);
    try {
      List<Future<?>> ahead = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        ahead.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 100; round++) {
                    store.readAhead();
                  }
                }));
      }
      assertReads(images, store, range(COUNT));
      store.close();
      for (Future<?> caller : ahead) {
        caller.get();
      }
      store.readAhead();
    } finally {
      store.close();
      threads.shutdownNow();
    }
  }

  @Test
  default void refusesToReadWhenClosed(@TempDir Path folder) throws IOException {
    ImageStore store = open(TestImages.of(SHAPE, 3), folder);
    boolean checksums = store.checksums().isPresent();
    store.close();
    store.close();
    if (checksums) {
      assertThrows(IllegalStateException.class, store::checksums);
    }
    assertThrows(
        IllegalStateException.class,
        () ->
            store.read(new int[] {0}, 0, 1, ByteBuffer.allocateDirect(SHAPE.bytes()), new int[1]));
  }

  private void checkReads(TestImages images, Path folder, int[] indices) throws IOException {
    try (ImageStore store = open(images, folder)) {
      assertReads(images, store, indices);
    }
  }

  private static void assertReads(TestImages images, ImageStore store, int[] indices)
      throws IOException {
    int bytes = store.shape().bytes();
    int batch = 100;
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * bytes);
    int[] labels = new int[batch];
    for (int from = 0; from < indices.length; from += batch) {
      int to = Math.min(indices.length, from + batch);
      store.read(indices, from, to, pixels, labels);
      for (int i = from; i < to; i++) {
        String where = "index " + indices[i] + " at " + i;
        assertArrayEquals(
            images.pixels(indices[i]), slice(pixels, (i - from) * bytes, bytes), where);
        assertEquals(images.label(indices[i]), labels[i - from], where);
      }
    }
  }

  private static void refuses(ImageStore store, int[] indices, ByteBuffer pixels, int[] labels) {
    assertThrows(
        IllegalArgumentException.class,
        () -> store.read(indices, 0, indices.length, pixels, labels));
  }

  private static int[] range(int count) {
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = i;
    }
    return indices;
  }

  private static ByteBuffer canaries(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    for (int i = 0; i < bytes; i++) {
      buffer.put(i, CANARY);
    }
    return buffer;
  }

  private static byte[] slice(ByteBuffer buffer, int at, int bytes) {
    byte[] copy = new byte[bytes];
    buffer.get(at, copy);
    return copy;
  }
}
