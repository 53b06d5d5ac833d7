package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link StoreFormat} must do to stores that exist already. A format's test implements
 * this interface and names the format.
 */
public interface StoreChangeContract {

  ImageShape SHAPE = ImageShape.rgb(7, 5);

  StoreFormat format();

  /** More than one folder of PNG files, and from below its end to above. */
  @Test
  default void appendingIsWritingAllAtOnce(@TempDir Path folder) throws IOException {
    appends(TestImages.of(SHAPE, 2_003), folder, 987, 2_003);
  }

  @Test
  default void appendsTwiceAndOneByOne(@TempDir Path folder) throws IOException {
    appends(TestImages.of(SHAPE, 43), folder, 20, 30, 31, 32, 43);
  }

  /** The ends of blocks of 1, 7 and 10 images, and either side of them. */
  @Test
  default void appendsFromAndToTheEndsOfBlocks(@TempDir Path folder) throws IOException {
    int[] counts = {6, 7, 8, 9, 10, 11, 13, 14, 15, 19, 20, 21, 28, 30};
    appends(TestImages.of(SHAPE, 30), folder, counts);
    for (int first : counts) {
      appends(TestImages.of(SHAPE, 40), folder, first, 40);
    }
  }

  @Test
  default void appendsToOneImageOfOnePixel(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(1, 1), 300);
    appends(images, folder, 1, 2, 300);
  }

  @Test
  default void appendsToInterleavedAndGreyImages(@TempDir Path folder) throws IOException {
    appends(TestImages.of(SHAPE.withLayout(Layout.HWC), 40), folder, 13, 40);
    appends(TestImages.of(new ImageShape(9, 4, 1, Layout.CHW), 40), folder, 13, 40);
  }

  /** Each a block of its own, longer than a page, a buffer and a block of the digest. */
  @Test
  default void appendsLargeImages(@TempDir Path folder) throws IOException {
    appends(TestImages.of(ImageShape.rgb(700, 600), 5), folder, 2, 5);
  }

  @Test
  default void anAppendThatIsGivenUpLeavesTheStoreAsItWas(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, 1_050);
    Path path = write(images, 993, folder);
    Map<String, Long> files = files(folder);
    for (int stop : new int[] {0, 1, 57}) {
      try (StoreAppender appender = StoreAppender.open(format(), path, 57)) {
        append(images, 993, 993 + stop, appender);
        check(images, 993, path);
      }
      check(images, 993, path);
      assertEquals(files, files(folder), "given up after " + stop);
    }
    append(images, 993, 1_050, path);
    check(images, 1_050, path);
  }

  @Test
  default void aStoreThatIsOpenKeepsItsImagesThroughAnAppend(@TempDir Path folder)
      throws IOException {
    TestImages images = TestImages.of(SHAPE, 60);
    Path path = write(images, 33, folder);
    try (ImageStore open = format().open(path)) {
      append(images, 33, 60, path);
      checkImages(images, 33, open);
    }
    check(images, 60, path);
  }

  @Test
  default void refusesImagesThatDoNotFit(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, 12);
    Path path = write(images, 10, folder);
    assertThrows(IllegalArgumentException.class, () -> StoreAppender.open(format(), path, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> StoreAppender.open(format(), path, Integer.MAX_VALUE - 9));
    try (StoreAppender appender = StoreAppender.open(format(), path, 2)) {
      assertEquals(10, appender.before().count());
      byte[] pixels = images.pixels(10);
      assertThrows(IllegalArgumentException.class, () -> appender.append(new byte[104], 0));
      assertThrows(IllegalArgumentException.class, () -> appender.append(pixels, 3));
      assertThrows(IllegalArgumentException.class, () -> appender.append(pixels, -1));
      append(images, 10, 11, appender);
      assertThrows(IllegalStateException.class, appender::finish);
      append(images, 11, 12, appender);
      assertThrows(IllegalStateException.class, () -> appender.append(pixels, 0));
      appender.finish();
    }
    check(images, 12, path);
  }

  @Test
  default void refusesWhatIsNoFinishedStore(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, 12);
    NoSuchFileException none =
        assertThrows(
            NoSuchFileException.class,
            () -> StoreAppender.open(format(), folder.resolve("none"), 1));
    assertTrue(none.getMessage().contains("none"), none.getMessage());
    Path left = folder.resolve("left");
    try (ImageStoreWriter writer = format().create(left, images.spec())) {
      for (int i = 0; i < images.count(); i++) {
        writer.append(images.pixels(i), images.label(i), images.checksum(i));
      }
    }
    StoreException unfinished =
        assertThrows(StoreException.class, () -> StoreAppender.open(format(), left, 1));
    assertTrue(unfinished.getMessage().contains("unfinished"), unfinished.getMessage());
    Path killed = folder.resolve(".store.unfinished");
    images.write(format(), killed);
    assertThrows(StoreException.class, () -> StoreAppender.open(format(), killed, 1));
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    assertThrows(IOException.class, () -> StoreAppender.open(format(), foreign, 1));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count(), "no lock may be left");
    }
  }

  @Test
  default void oneChangeAtATime(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, 12);
    Path path = write(images, 10, folder);
    try (StoreAppender first = StoreAppender.open(format(), path, 2)) {
      IOException e = assertThrows(IOException.class, () -> StoreAppender.open(format(), path, 1));
      assertTrue(e.getMessage().contains("changing it"), e.getMessage());
      append(images, 10, 12, first);
      first.finish();
    }
    check(images, 12, path);
  }

  @Test
  default void followsLinksToTheStore(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(SHAPE, 12);
    Path path = write(images, 10, Files.createDirectory(folder.resolve("below")));
    Path link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, path);
    } catch (UnsupportedOperationException | IOException e) {
      Assumptions.abort("skipped: no symbolic links here: " + e);
    }
    append(images, 10, 12, link);
    assertTrue(Files.isSymbolicLink(link));
    check(images, 12, path);
  }

  @Test
  default void truncatedIsTheShorterStore(@TempDir Path folder) throws IOException {
    ShrinkableFormat format = shrinkable();
    TestImages images = TestImages.of(SHAPE, 2_043);
    Path path = write(images, 2_043, folder);
    for (int count : new int[] {2_042, 2_001, 2_000, 999, 71, 70, 60, 21, 20, 8, 7, 6, 2, 1}) {
      StoreManifest manifest = StoreShrinker.truncate(format, path, count);
      assertEquals(count, manifest.count());
      check(images, count, path);
    }
    if (Files.isDirectory(path.resolve("images"))) {
      assertEquals(3, files(path).size(), "one image, labels, manifest");
    }
  }

  @Test
  default void appendsAndTruncatesInTurn(@TempDir Path folder) throws IOException {
    ShrinkableFormat format = shrinkable();
    TestImages images = TestImages.of(SHAPE, 101);
    Path path = write(images, 5, folder);
    int count = 5;
    for (int next : new int[] {101, 23, 27, 20, 21, 3, 50, 49, 70, 69, 101, 1, 101}) {
      if (next > count) {
        append(images, count, next, path);
      } else {
        StoreShrinker.truncate(format, path, next);
      }
      count = next;
      check(images, count, path);
    }
  }

  @Test
  default void refusesToTruncateToNothingOrMore(@TempDir Path folder) throws IOException {
    ShrinkableFormat format = shrinkable();
    TestImages images = TestImages.of(SHAPE, 12);
    Path path = write(images, 12, folder);
    for (int wrong : new int[] {-1, 0, 12, 13}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> StoreShrinker.truncate(format, path, wrong));
      assertTrue(e.getMessage().contains("1 to 11"), e.getMessage());
    }
    assertThrows(
        NoSuchFileException.class, () -> StoreShrinker.truncate(format, folder.resolve("none"), 1));
    try (StoreAppender appender = StoreAppender.open(format, path, 2)) {
      assertEquals(12, appender.before().count());
      assertThrows(IOException.class, () -> StoreShrinker.truncate(format, path, 3));
    }
    check(images, 12, path);
  }

  /** A wrong pixel must not get a digest that says it is right. */
  @Test
  default void refusesToTruncateADamagedStore(@TempDir Path folder) throws IOException {
    ShrinkableFormat format = shrinkable();
    TestImages images = TestImages.of(SHAPE, 12);
    Path path = folder.resolve("store");
    try (ImageStoreWriter writer = format.create(path, images.spec())) {
      for (int i = 0; i < images.count(); i++) {
        byte[] pixels = images.pixels(i);
        pixels[0] ^= (byte) (i == 5 ? 1 : 0);
        writer.append(pixels, images.label(i), images.checksum(i));
      }
      writer.finish(manifest(images, 12));
    }
    for (int count : new int[] {3, 11}) {
      StoreException e =
          assertThrows(StoreException.class, () -> StoreShrinker.truncate(format, path, count));
      assertTrue(e.getMessage().startsWith(path + ": damaged"), e.getMessage());
    }
    try (ImageStore store = format.open(path)) {
      assertEquals(12, store.size());
    }
  }

  @Test
  default void compactingGivesSpaceBackAndKeepsTheContent(@TempDir Path folder) throws IOException {
    Assumptions.assumeTrue(format() instanceof CompactableFormat, "skipped: nothing to compact");
    CompactableFormat format = (CompactableFormat) format();
    TestImages images = TestImages.of(SHAPE, 2_000);
    Path path = write(images, 2_000, folder);
    long full = Trees.bytes(path);
    StoreShrinker.truncate(shrinkable(), path, 200);
    try (ImageStore open = format.open(path)) {
      StoreShrinker.compact(format, path);
      checkImages(images, 200, open);
    }
    long compact = Trees.bytes(path);
    assertTrue(compact < full / 4, compact + " bytes of " + full);
    check(images, 200, path);
    append(images, 200, 2_000, path);
    check(images, 2_000, path);
    assertThrows(
        NoSuchFileException.class, () -> StoreShrinker.compact(format, folder.resolve("none")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  private ShrinkableFormat shrinkable() {
    Assumptions.assumeTrue(format() instanceof ShrinkableFormat, "skipped: cannot shrink");
    return (ShrinkableFormat) format();
  }

  /** Writes the first images and appends the others up to each count, checking each time. */
  private void appends(TestImages images, Path folder, int... counts) throws IOException {
    Path path = Files.createTempDirectory(folder, "appends").resolve("store");
    part(images, counts[0]).write(format(), path);
    for (int k = 1; k < counts.length; k++) {
      append(images, counts[k - 1], counts[k], path);
      check(images, counts[k], path);
    }
    try (Stream<Path> files = Files.list(path.getParent())) {
      assertEquals(1, files.count(), "nothing may be left beside the store");
    }
  }

  private Path write(TestImages images, int count, Path folder) throws IOException {
    Path path = folder.resolve("store");
    part(images, count).write(format(), path);
    return path;
  }

  private void append(TestImages images, int from, int to, Path path) throws IOException {
    try (StoreAppender appender = StoreAppender.open(format(), path, to - from)) {
      append(images, from, to, appender);
      assertEquals(manifest(images, to), appender.finish());
    }
  }

  private static void append(TestImages images, int from, int to, StoreAppender appender)
      throws IOException {
    for (int i = from; i < to; i++) {
      appender.append(images.pixels(i), images.label(i));
    }
  }

  private static TestImages part(TestImages images, int count) {
    return new TestImages(images.shape(), count, images.classes(), images.seed());
  }

  private static StoreManifest manifest(TestImages images, int count) {
    return new StoreManifest(
        images.shape(),
        count,
        images.classes(),
        images.spec().source(),
        part(images, count).digest());
  }

  private void check(TestImages images, int count, Path path) throws IOException {
    try (ImageStore store = format().open(path)) {
      assertEquals(manifest(images, count), store.manifest());
      checkImages(images, count, store);
    }
  }

  private static void checkImages(TestImages images, int count, ImageStore store)
      throws IOException {
    int bytes = images.shape().bytes();
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes);
    byte[] found = new byte[bytes];
    int[] label = new int[1];
    for (int i = 0; i < count; i++) {
      store.read(new int[] {i}, 0, 1, pixels, label);
      pixels.get(0, found);
      assertArrayEquals(images.pixels(i), found, "image " + i + " of " + count);
      assertEquals(images.label(i), label[0], "label " + i + " of " + count);
    }
  }

  /** Every file with its length. */
  private static Map<String, Long> files(Path folder) throws IOException {
    Map<String, Long> lengths = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        lengths.put(folder.relativize(file).toString(), Files.size(file));
      }
    }
    return lengths;
  }
}
