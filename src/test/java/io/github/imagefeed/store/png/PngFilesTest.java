package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files far beyond the digits that they usually have. */
final class PngFilesTest {

  private static final int HUNDRED_MILLION = 100_000_000;

  private static final int[] BORDERS = {
    1,
    10,
    999,
    1_000,
    1_001,
    999_999,
    1_000_000,
    9_999_999,
    10_000_000,
    10_000_001,
    HUNDRED_MILLION - 1,
    HUNDRED_MILLION,
    1_000_000_000,
    Integer.MAX_VALUE - 1,
    Integer.MAX_VALUE
  };

  @TempDir Path folder;

  @Test
  void namesAreThoseThatAFormatGives() {
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < 20_000; k++) {
      assertName(random.nextInt(1, Integer.MAX_VALUE) >>> (k % 31));
    }
    for (int border : BORDERS) {
      assertName(border - 1);
      assertName(border);
    }
  }

  private static void assertName(int index) {
    String folder = String.format(Locale.ROOT, "images/%03d", index / 1_000);
    assertEquals(folder, PngFiles.folder(index));
    assertEquals(folder + String.format(Locale.ROOT, "/%08d.png", index), PngFiles.image(index));
  }

  /** The sum changes by the length of the last name, at every border of digits. */
  @Test
  void theLengthOfAllNamesIsTheSumOfEach() {
    long sum = 0;
    for (int count = 1; count <= 5_000; count++) {
      sum += PngFiles.image(count - 1).length();
      assertEquals(sum, PngFiles.namesBytes(count));
    }
    for (int border : BORDERS) {
      assertEquals(
          PngFiles.image(border - 1).length(),
          PngFiles.namesBytes(border) - PngFiles.namesBytes(border - 1),
          "of " + border + " images");
    }
  }

  /** Labels are four bytes an image in memory; of the images only those that are read must be. */
  @Test
  void readsTheLastOfAHundredMillionImages() throws Exception {
    ImageShape shape = new ImageShape(1, 1, 1, Layout.CHW);
    int last = HUNDRED_MILLION - 1;
    try (PngImageWriter writer =
        new PngImageWriter(folder, shape, PngCompression.NONE, last - 999, last - 999)) {
      Files.createDirectories(folder.resolve(PngFiles.folder(last)));
      for (int i = 0; i < 1_000; i++) {
        writer.append(new byte[] {(byte) i});
      }
      writer.forceEach();
    }
    assertTrue(Files.exists(folder.resolve("images/99999/99999999.png")));
    int[] labels = new int[HUNDRED_MILLION];
    labels[last] = 2;
    StoreManifest manifest =
        new StoreManifest(shape, HUNDRED_MILLION, TestImages.CLASSES, "dots", "0".repeat(64));
    Files.createFile(folder.resolve(PngFiles.MANIFEST)); // held open, and not read
    PngState state =
        new PngState(
            PngRoot.open(folder),
            PngManifestFile.open(folder),
            manifest,
            new PngRows(labels, labels));
    try (ImageStore store = new PngStore(folder, state, false)) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(2);
      int[] found = new int[2];
      store.read(new int[] {last - 1, last}, 0, 2, pixels, found);
      assertEquals((byte) 998, pixels.get(0));
      assertEquals((byte) 999, pixels.get(1));
      assertArrayEquals(new int[] {0, 2}, found);
      StoreException e =
          assertThrows(
              StoreException.class,
              () -> store.read(new int[] {HUNDRED_MILLION / 2}, 0, 1, pixels, found));
      assertTrue(e.getMessage().contains("50000000"), e.getMessage());
    }
  }

  /** The last folder of the largest store has no next one. */
  @Test
  void forcesTheLastFolderThatThereCanBe() throws Exception {
    int last = Integer.MAX_VALUE - 1;
    Files.createDirectories(folder.resolve(PngFiles.folder(last)));
    ImageShape shape = new ImageShape(1, 1, 1, Layout.CHW);
    try (PngImageWriter writer =
        new PngImageWriter(folder, shape, PngCompression.NONE, last, last)) {
      writer.append(new byte[] {7});
      writer.forceEach();
    }
    assertTrue(Files.exists(folder.resolve("images/2147483/2147483646.png")));
  }
}
