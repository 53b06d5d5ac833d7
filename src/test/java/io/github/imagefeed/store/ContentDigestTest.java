package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest as it is written down, and that it can be continued. */
final class ContentDigestTest {

  /** From Python: {@code hashlib.sha256} as the class describes it, worked out outside of Java. */
  private static final String NO_IMAGES =
      "4636993d3e1da4e9d6b8f87b79e8f7c6d018580d52661950eabc3845c5897a4d";

  private static final String TWO_IMAGES =
      "c2bf45e7c3d209b77a826fe8fbecdb422eafd62cbac5da414b67b56686a95214";

  private static ContentDigest of(ImageShape shape, byte[] first, byte[] second) {
    ContentDigest digest = new ContentDigest(shape);
    digest.add(first, 1);
    digest.add(second, 258);
    return digest;
  }

  /** Of no images, as so many have no place: only says which are asked for. */
  private record Largest(StoreManifest manifest, List<Integer> asked) implements ImageStore {
    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels) {
      for (int i = from; i < to; i++) {
        asked.add(indices[i]);
      }
    }

    @Override
    public Optional<int[]> checksums() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Test
  void comesToTheEndOfTheLargestStore() throws IOException {
    int size = Integer.MAX_VALUE;
    TestImages some = TestImages.of(ImageShape.rgb(1, 1), 1);
    List<Integer> asked = new ArrayList<>();
    try (ImageStore store =
        new Largest(
            new StoreManifest(some.shape(), size, some.classes(), "largest", NO_IMAGES), asked)) {
      new ContentDigest(some.shape()).add(store, size - 2, size);
    }
    assertEquals(List.of(size - 2, size - 1), asked);
  }

  @Test
  void isTheOneWrittenDown() {
    ImageShape planes = new ImageShape(1, 2, 3, Layout.CHW);
    assertEquals(NO_IMAGES, new ContentDigest(planes).hex());
    byte[] first = {1, 2, 3, 4, 5, 6};
    byte[] second = {-1, 0, 7, 8, 9, 10};
    assertEquals(TWO_IMAGES, of(planes, first, second).hex());
    byte[] firstMixed = {1, 3, 5, 2, 4, 6};
    byte[] secondMixed = {-1, 7, 9, 0, 8, 10};
    assertEquals(
        TWO_IMAGES, of(planes.withLayout(Layout.HWC), firstMixed, secondMixed).hex(), "layout");
  }

  @Test
  void goesOnFromItsHexDigits() {
    TestImages images = TestImages.of(ImageShape.rgb(5, 4), 30);
    String hex = new ContentDigest(images.shape()).hex();
    for (int i = 0; i < images.count(); i++) {
      ContentDigest next = ContentDigest.continuing(images.shape(), hex);
      next.add(images.pixels(i), images.label(i));
      hex = next.hex();
    }
    assertEquals(images.digest(), hex);
  }

  @Test
  void dependsOnTheOrder() {
    ImageShape shape = ImageShape.rgb(1, 2);
    byte[] first = {1, 2, 3, 4, 5, 6};
    byte[] second = {6, 5, 4, 3, 2, 1};
    assertNotEquals(of(shape, first, second).hex(), of(shape, second, first).hex());
  }

  @Test
  void readsAStore(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(32, 32), 700); // more than one batch
    try (ImageStore store = MemoryStoreTest.store(images, folder)) {
      ContentDigest start = new ContentDigest(images.shape());
      start.add(store, 0, 345);
      ContentDigest rest = ContentDigest.continuing(images.shape(), start.hex());
      rest.add(store, 345, 700);
      assertEquals(images.digest(), rest.hex());
    }
  }

  @Test
  void refusesWhatIsNoDigest() {
    ImageShape shape = ImageShape.rgb(1, 1);
    for (String wrong : new String[] {"", "00", "0".repeat(63), "g".repeat(64), "0".repeat(66)}) {
      assertThrows(
          IllegalArgumentException.class, () -> ContentDigest.continuing(shape, wrong), wrong);
    }
  }
}
