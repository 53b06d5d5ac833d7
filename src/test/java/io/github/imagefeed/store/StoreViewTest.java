package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract's images, in order, as the view of a store that has more, in reverse. */
final class StoreViewTest implements ImageStoreContract {

  private static final int MORE = 20;

  @TempDir Path folder;

  @Override
  public ImageStore open(TestImages images, Path folder) throws IOException {
    int count = images.count();
    ImageStore below = reversed(images, folder);
    return StoreView.of(below, place -> count + MORE - 1 - place, count);
  }

  private static ImageStore reversed(TestImages images, Path folder) throws IOException {
    int all = images.count() + MORE;
    StoreSpec spec =
        new StoreSpec(images.shape(), all, images.classes(), "the images and " + MORE + " more");
    Path path = folder.resolve("store.lmdb");
    StoreFormat format = new LmdbFormat();
    try (StoreWriter writer = StoreWriter.create(format, path, spec, false)) {
      for (int i = all - 1; i >= 0; i--) {
        writer.append(images.pixels(i), images.label(i));
      }
      writer.finish();
    }
    try (ImageStore store = format.open(path)) {
      return MemoryStore.copyOf(store);
    }
  }

  /** Otherwise than the contract has it: a view is no store of its own. */
  @Override
  @Test
  public void saysWhatItHolds(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, COUNT);
    try (ImageStore view = open(images, folder)) {
      assertEquals(SHAPE, view.shape());
      assertEquals(COUNT, view.size());
      assertEquals(images.classes(), view.classes());
      assertEquals(COUNT + " images of the images and " + MORE + " more", view.manifest().source());
    }
  }

  private ImageStore store() throws IOException {
    return MemoryStoreTest.store(TestImages.of(SHAPE, 30), folder);
  }

  @Test
  void digestTellsViewsApart() throws IOException {
    ImageStore store = store();
    String all = digest(store, place -> place, 30);
    assertEquals(all, digest(store, place -> place, 30));
    assertNotEquals(store.manifest().digest(), all);
    assertNotEquals(all, digest(store, place -> place, 29));
    assertNotEquals(all, digest(store, place -> 29 - place, 30));
    // More indices than are digested at a time.
    assertNotEquals(
        digest(store, place -> 0, 10_000), digest(store, place -> place / 9_999, 10_000));
  }

  private static String digest(ImageStore store, IntUnaryOperator at, int size) {
    return StoreView.of(store, at, size).manifest().digest();
  }

  @Test
  void aViewOfAViewReadsTheStore() throws IOException {
    TestImages images = TestImages.of(SHAPE, 30);
    ImageStore every2 = StoreView.of(store(), place -> 2 * place, 15);
    ImageStore every6 = StoreView.of(every2, place -> 3 * place, 5);
    ByteBuffer pixels = ByteBuffer.allocateDirect(SHAPE.bytes());
    int[] labels = new int[1];
    every6.read(new int[] {4}, 0, 1, pixels, labels);
    byte[] found = new byte[SHAPE.bytes()];
    pixels.get(found);
    assertArrayEquals(images.pixels(24), found);
    assertEquals(images.label(24), labels[0]);
  }

  @Test
  void leavesTheStoreBelowOpen() throws IOException {
    ImageStore store = store();
    StoreView.of(store, place -> place, 3).close();
    store.read(new int[] {0}, 0, 1, ByteBuffer.allocateDirect(SHAPE.bytes()), new int[1]);
  }

  @Test
  void passesOnWhatTheStoreBelowSays() throws IOException {
    int[] ahead = new int[1];
    Optional<String> layout = Optional.of("in heaps");
    ImageStore told =
        new ImageStore() {
          private final ImageStore good = store();

          @Override
          public StoreManifest manifest() {
            return good.manifest();
          }

          @Override
          public boolean decodes() {
            return true;
          }

          @Override
          public Optional<String> layout() {
            return layout;
          }

          @Override
          public void readAhead() {
            ahead[0]++;
          }

          @Override
          public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
              throws IOException {
            good.read(indices, from, to, pixels, labels);
          }

          @Override
          public void close() throws IOException {
            good.close();
          }
        };
    StoreView part = StoreView.of(told, place -> place, 15);
    part.readAhead();
    assertEquals(0, ahead[0], "half of the store is not worth reading all of it");
    StoreView view = StoreView.of(told, place -> place, 16);
    assertTrue(view.decodes());
    assertSame(layout, view.layout());
    view.readAhead();
    view.close();
    view.readAhead();
    assertEquals(1, ahead[0]);
  }

  @Test
  void refusesWhatIsNotInTheStore() throws IOException {
    ImageStore store = store();
    assertThrows(IllegalArgumentException.class, () -> StoreView.of(store, place -> place, 0));
    IndexOutOfBoundsException e =
        assertThrows(
            IndexOutOfBoundsException.class, () -> StoreView.of(store, place -> 20 + place, 11));
    assertTrue(e.getMessage().contains("index 30 at place 10"), e.getMessage());
    assertTrue(e.getMessage().contains("of 30 images"), e.getMessage());
  }

  @Test
  void namesIndexAndSizeOfAReadBeyondIt() throws IOException {
    ImageStore view = StoreView.of(store(), place -> 20 + place, 7);
    ByteBuffer pixels = ByteBuffer.allocateDirect(2 * view.shape().bytes());
    for (int index : new int[] {-1, 7, 29, Integer.MAX_VALUE}) {
      IndexOutOfBoundsException e =
          assertThrows(
              IndexOutOfBoundsException.class,
              () -> view.read(new int[] {3, index}, 0, 2, pixels, new int[2]));
      assertTrue(e.getMessage().contains("index " + index + " "), e.getMessage());
      assertTrue(e.getMessage().contains("of 7 images"), e.getMessage());
    }
  }

  /** As many images as one likes, whose label says which of 1,000 it is. */
  private record Counting(StoreManifest manifest) implements ImageStore {
    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels) {
      for (int i = from; i < to; i++) {
        labels[i - from] = indices[i] % 1_000;
      }
    }

    @Override
    public void close() {}
  }

  @Test
  @Tag("long")
  void showsAHundredMillionImages() throws IOException {
    int count = 100_000_000;
    StoreManifest manifest =
        new StoreManifest(
            ImageShape.rgb(1, 1), Integer.MAX_VALUE, TestImages.CLASSES, "all", "0".repeat(64));
    ImageStore view =
        StoreView.of(new Counting(manifest), place -> Integer.MAX_VALUE - 1 - place, count);
    assertEquals(count, view.size());
    int[] labels = new int[2];
    view.read(new int[] {0, count - 1}, 0, 2, ByteBuffer.allocateDirect(6), labels);
    assertEquals(646, labels[0]);
    assertEquals((Integer.MAX_VALUE - count) % 1_000, labels[1]);
  }
}
