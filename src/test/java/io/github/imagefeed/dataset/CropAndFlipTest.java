package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CropAndFlipTest {

  private static final ImageShape SHAPE = new ImageShape(9, 11, 3, Layout.CHW);
  private static final int PADDING = 4;
  private static final int COUNT = 3_000;

  private static byte[] random(int bytes) {
    byte[] pixels = new byte[bytes];
    new Random(5).nextBytes(pixels);
    return pixels;
  }

  private static byte[] apply(
      CropAndFlip how, byte[] image, ImageShape shape, int count, long seed, long epoch, int at) {
    ByteBuffer in = ByteBuffer.allocateDirect(count * image.length);
    for (int i = 0; i < count; i++) {
      in.put(i * image.length, image);
    }
    ByteBuffer out = ByteBuffer.allocateDirect(in.capacity());
    how.apply(in, out, shape, count, seed, epoch, at);
    byte[] result = new byte[out.capacity()];
    out.get(result);
    return result;
  }

  /** The pixel of a padded image, worked out one by one. */
  private static byte[] expected(byte[] image, int dy, int dx, boolean mirror) {
    byte[] result = new byte[image.length];
    for (int c = 0; c < SHAPE.channels(); c++) {
      for (int y = 0; y < SHAPE.height(); y++) {
        for (int x = 0; x < SHAPE.width(); x++) {
          int column = mirror ? SHAPE.width() - 1 - x : x;
          int fromY = mirrored(y + dy, SHAPE.height());
          int fromX = mirrored(column + dx, SHAPE.width());
          result[(c * SHAPE.height() + y) * SHAPE.width() + x] =
              image[(c * SHAPE.height() + fromY) * SHAPE.width() + fromX];
        }
      }
    }
    return result;
  }

  private static int mirrored(int at, int size) {
    if (at < 0) {
      return -at;
    }
    return at >= size ? 2 * size - 2 - at : at;
  }

  /** Every place and both sides turn up about equally often, and nothing else does. */
  @Test
  void cropsAndMirrorsAtRandom() {
    byte[] image = random(SHAPE.bytes());
    byte[] all = apply(new CropAndFlip(PADDING), image, SHAPE, COUNT, 1, 0, 0);
    Map<ByteBuffer, Integer> counts = new HashMap<>();
    for (int i = 0; i < COUNT; i++) {
      counts.merge(ByteBuffer.wrap(all, i * image.length, image.length).slice(), 1, Integer::sum);
    }
    Set<ByteBuffer> possible = new HashSet<>();
    for (int dy = -PADDING; dy <= PADDING; dy++) {
      for (int dx = -PADDING; dx <= PADDING; dx++) {
        possible.add(ByteBuffer.wrap(expected(image, dy, dx, false)));
        possible.add(ByteBuffer.wrap(expected(image, dy, dx, true)));
      }
    }
    assertEquals(162, possible.size());
    assertEquals(possible, counts.keySet());
    double mean = COUNT / 162.0;
    double chiSquare =
        counts.values().stream().mapToDouble(n -> (n - mean) * (n - mean) / mean).sum();
    assertTrue(chiSquare < 161 + 5 * Math.sqrt(2 * 161), "chi square " + chiSquare);
  }

  @Test
  void dependsOnSeedEpochAndPositionAlone() {
    byte[] image = random(SHAPE.bytes());
    CropAndFlip how = CropAndFlip.DEFAULT;
    byte[] once = apply(how, image, SHAPE, 100, 7, 3, 50);
    assertArrayEquals(once, apply(how, image, SHAPE, 100, 7, 3, 50));
    byte[] longer = apply(how, image, SHAPE, 150, 7, 3, 0);
    for (int i = 0; i < once.length; i++) {
      assertEquals(longer[50 * image.length + i], once[i], "byte " + i);
    }
    assertFalse(Arrays.equals(once, apply(how, image, SHAPE, 100, 8, 3, 50)));
    assertFalse(Arrays.equals(once, apply(how, image, SHAPE, 100, 7, 4, 50)));
  }

  /** Interleaved pixels must go where planes go. */
  @Test
  void layoutsAgree() {
    ImageShape interleaved = SHAPE.withLayout(Layout.HWC);
    byte[] planes = random(SHAPE.bytes());
    byte[] a = apply(CropAndFlip.DEFAULT, planes, SHAPE, 20, 1, 0, 0);
    byte[] b = apply(CropAndFlip.DEFAULT, toPixels(planes, 0), interleaved, 20, 1, 0, 0);
    for (int i = 0; i < 20; i++) {
      byte[] one = Arrays.copyOfRange(b, i * planes.length, (i + 1) * planes.length);
      assertArrayEquals(toPixels(a, i * planes.length), one, "image " + i);
    }
  }

  private static byte[] toPixels(byte[] planes, int offset) {
    byte[] pixels = new byte[SHAPE.bytes()];
    for (int c = 0; c < SHAPE.channels(); c++) {
      for (int p = 0; p < SHAPE.area(); p++) {
        pixels[p * SHAPE.channels() + c] = planes[offset + c * SHAPE.area() + p];
      }
    }
    return pixels;
  }

  @Test
  void refusesImagesThatAreTooSmall() {
    assertThrows(IllegalArgumentException.class, () -> new CropAndFlip(-1));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CropAndFlip(9).requireFitting(new ImageShape(9, 30, 1, Layout.CHW)));
    assertTrue(e.getMessage().contains("padding is 9"), e.getMessage());
  }
}
