package io.github.imagefeed.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StoredPictureTest {

  private static final ImageShape PLANES = ImageShape.rgb(5, 7);

  private static byte[] noise(int bytes) {
    byte[] pixels = new byte[bytes];
    new Random(3).nextBytes(pixels);
    return pixels;
  }

  @Test
  void keepsEveryPixelWhereTheSizeStays() {
    byte[] pixels = noise(PLANES.bytes());
    byte[] same = new byte[PLANES.bytes()];
    Resampler.fill(new StoredPicture(PLANES, pixels), PLANES, same);
    assertArrayEquals(pixels, same);
  }

  @Test
  void readsPlanesAndInterleavedPixelsAlike() {
    byte[] planes = noise(PLANES.bytes());
    byte[] interleaved = new byte[PLANES.bytes()];
    Pixels.transpose(planes, PLANES, interleaved);
    ImageShape large = ImageShape.rgb(15, 21);
    byte[] fromPlanes = new byte[large.bytes()];
    byte[] fromInterleaved = new byte[large.bytes()];
    Resampler.fill(new StoredPicture(PLANES, planes), large, fromPlanes);
    Resampler.fill(
        new StoredPicture(PLANES.withLayout(Layout.HWC), interleaved), large, fromInterleaved);
    assertArrayEquals(fromPlanes, fromInterleaved);
    // The middle of a 3x3 patch lies where the small pixel's centre lies.
    assertEquals(planes[2 * 7 + 3], fromPlanes[7 * 21 + 10]);
  }

  @Test
  void repeatsGrey() {
    ImageShape grey = new ImageShape(5, 7, 1, Layout.HWC);
    byte[] pixels = noise(grey.bytes());
    byte[] colour = new byte[PLANES.bytes()];
    Resampler.fill(new StoredPicture(grey, pixels), PLANES, colour);
    for (int i = 0; i < colour.length; i++) {
      assertEquals(pixels[i % pixels.length], colour[i]);
    }
  }
}
