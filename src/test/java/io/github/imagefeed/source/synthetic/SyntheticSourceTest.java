package io.github.imagefeed.source.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.Split;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SyntheticSourceTest {

  private static final int IMAGES = 500;

  @Test
  void tellsWhatItIs() {
    SyntheticSource source = new SyntheticSource(24, 32, 70, 30, 5);

    assertTrue(source.description().contains("synthetic"), source.description());
    assertEquals(ImageShape.rgb(24, 32), source.shape());
    assertEquals(10, source.classes().size());
    assertEquals("horizontal-stripes", source.classes().name(6));
    assertEquals(70, source.size(Split.TRAIN));
    assertEquals(30, source.size(Split.TEST));
  }

  @Test
  void anImageDependsOnSeedSplitAndIndexOnly() {
    SyntheticSource forwards = new SyntheticSource(32, 32, IMAGES, IMAGES, 5);
    SyntheticSource backwards = new SyntheticSource(32, 32, 2 * IMAGES, IMAGES, 5);
    byte[][] expected = new byte[IMAGES][];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      expected[i] = new byte[forwards.shape().bytes()];
      labels[i] = forwards.read(Split.TRAIN, i, expected[i]);
    }
    byte[] pixels = new byte[backwards.shape().bytes()];
    for (int i = IMAGES - 1; i >= 0; i--) {
      assertEquals(labels[i], backwards.read(Split.TRAIN, i, pixels));
      assertArrayEquals(expected[i], pixels);
    }
  }

  /** Any change to the drawing changes data sets that people may have measured with. */
  @Test
  void drawsTheSameInEveryVersion() {
    SyntheticSource source = new SyntheticSource(32, 32, 1, 1, 42);
    byte[] pixels = new byte[source.shape().bytes()];
    assertEquals(6, source.read(Split.TRAIN, 0, pixels));
    assertEquals(-322254218, Arrays.hashCode(pixels));
  }

  @Test
  void anotherSeedGivesOtherImagesAndAnotherOrder() {
    SyntheticSource one = new SyntheticSource(16, 16, IMAGES, 0, 1);
    SyntheticSource two = new SyntheticSource(16, 16, IMAGES, 0, 2);
    assertFalse(Arrays.equals(labels(one, Split.TRAIN), labels(two, Split.TRAIN)));
    Set<Integer> images = hashes(one, Split.TRAIN);
    images.retainAll(hashes(two, Split.TRAIN));
    assertEquals(Set.of(), images);
  }

  @Test
  void splitsShareNoImage() {
    SyntheticSource source = new SyntheticSource(32, 32, IMAGES, IMAGES, 9);
    Set<Integer> train = hashes(source, Split.TRAIN);
    assertEquals(IMAGES, train.size());
    train.retainAll(hashes(source, Split.TEST));
    assertEquals(Set.of(), train);
  }

  @Test
  void everyTenImagesShowEachClassOnceInNoFixedOrder() {
    int[] labels = labels(new SyntheticSource(8, 8, IMAGES + 3, 0, 7), Split.TRAIN);
    Set<String> orders = new HashSet<>();
    for (int i = 0; i < IMAGES; i += 10) {
      int[] block = Arrays.copyOfRange(labels, i, i + 10);
      orders.add(Arrays.toString(block));
      assertEquals(10, Arrays.stream(block).distinct().count());
    }
    assertEquals(IMAGES / 10, orders.size());
  }

  @Test
  void acceptsAnySizeFromEightOn() {
    for (int[] size : new int[][] {{8, 8}, {8, 100}, {65, 9}, {224, 224}}) {
      SyntheticSource source = new SyntheticSource(size[0], size[1], 10, 0, 3);
      assertEquals(10, hashes(source, Split.TRAIN).size());
    }
    assertThrowsNaming("height is 7, expected at least 8", 7, 8, 0, 0);
    assertThrowsNaming("width is 5, expected at least 8", 8, 5, 0, 0);
    assertThrowsNaming("width is 16385, expected 1 to 16384 pixels", 8, 16_385, 0, 0);
    assertThrowsNaming("trainCount is -1, expected at least 0", 8, 8, -1, 0);
    assertThrowsNaming("testCount is -2, expected at least 0", 8, 8, 0, -2);
  }

  private static void assertThrowsNaming(String message, int h, int w, int train, int test) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new SyntheticSource(h, w, train, test, 0));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void refusesOtherIndicesAndReadingAfterClose() {
    SyntheticSource source = new SyntheticSource(8, 8, 2, 0, 3);
    byte[] pixels = new byte[source.shape().bytes()];
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, 2, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, -1, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TEST, 0, pixels));
    source.close();
    assertThrows(IllegalStateException.class, () -> source.read(Split.TRAIN, 0, pixels));
  }

  /** Chance is 0.1 each. */
  @Test
  void classesCanBeLearntFromShapeAndNotFromColour() {
    SyntheticSource source = new SyntheticSource(16, 16, 4_000, 300, 11);
    double byShape = NearestNeighbour.accuracy(source, NearestNeighbour::contours);
    double byColour = NearestNeighbour.accuracy(source, NearestNeighbour::corner);
    assertTrue(byShape > 0.8, "by shape " + byShape);
    assertTrue(byColour < 0.2, "by colour " + byColour);
  }

  private static int[] labels(SyntheticSource source, Split split) {
    byte[] pixels = new byte[source.shape().bytes()];
    int[] labels = new int[source.size(split)];
    Arrays.setAll(labels, i -> source.read(split, i, pixels));
    return labels;
  }

  private static Set<Integer> hashes(SyntheticSource source, Split split) {
    byte[] pixels = new byte[source.shape().bytes()];
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < source.size(split); i++) {
      int unused = source.read(split, i, pixels);
      hashes.add(Arrays.hashCode(pixels));
    }
    return hashes;
  }
}
