package io.github.imagefeed.source.synthetic;

import io.github.imagefeed.image.ImageShape;

/** Paints one figure, somewhere, in two random colours under noise. */
final class Painter {

  /** Places in an image's random sequence; its pixels come after them. */
  private static final int RADIUS = 0;

  private static final int CENTRE_X = 1;
  private static final int CENTRE_Y = 2;
  private static final int ANGLE = 3;
  private static final int COLOURS = 4;
  private static final int NOISE = 5;
  private static final int PIXELS = 6;

  /** Most the figure is turned, in radians either way: stripes must not change places. */
  private static final float MAX_ANGLE = 0.2f;

  /** Least difference of the two colours, over all three channels. */
  private static final int MIN_CONTRAST = 180;

  private final ImageShape shape;

  Painter(ImageShape shape) {
    this.shape = shape;
  }

  /** Fills {@code pixels} with an image that depends on key and figure alone. */
  void paint(long key, Figure figure, byte[] pixels) {
    int height = shape.height();
    int width = shape.width();
    float radius = Math.min(height, width) * between(key, RADIUS, 0.3f, 0.46f);
    float centreX = between(key, CENTRE_X, radius, width - radius);
    float centreY = between(key, CENTRE_Y, radius, height - radius);
    float angle = between(key, ANGLE, -MAX_ANGLE, MAX_ANGLE);
    // StrictMath gives the same bits on every machine.
    float cos = (float) StrictMath.cos(angle) / radius;
    float sin = (float) StrictMath.sin(angle) / radius;
    long colours = SplitMix.at(key, COLOURS);
    int back = (int) (colours & 0xffffff);
    int fore = contrasting(back, (int) (colours >>> 24 & 0xffffff));
    int noise = (int) between(key, NOISE, 16, 80);
    int area = shape.area();
    float scale = 256 * radius; // one pixel is a full step of cover
    long state = SplitMix.start(key, PIXELS);
    for (int y = 0, p = 0; y < height; y++) {
      float dy = y + 0.5f - centreY;
      for (int x = 0; x < width; x++, p++) {
        float dx = x + 0.5f - centreX;
        float u = dx * cos + dy * sin;
        float v = dy * cos - dx * sin;
        int cover = 0;
        // No figure reaches beyond 1; sparing the distance there saves a third of the time.
        if (Math.abs(u) < 1 && Math.abs(v) < 1) {
          cover = Math.max(0, Math.min(256, (int) (128 - figure.distance(u, v) * scale)));
        }
        long bits = SplitMix.mix(state);
        state += SplitMix.STEP;
        pixels[p] = blend(back & 0xff, fore & 0xff, cover, bits, noise);
        pixels[p + area] = blend(back >> 8 & 0xff, fore >> 8 & 0xff, cover, bits >> 16, noise);
        pixels[p + 2 * area] =
            blend(back >> 16 & 0xff, fore >> 16 & 0xff, cover, bits >> 32, noise);
      }
    }
  }

  private static float between(long key, int place, float low, float high) {
    return low + (high - low) * SplitMix.unit(SplitMix.at(key, place));
  }

  /** A colour that stands out: where two are close, every channel moves by half its range. */
  private static int contrasting(int back, int fore) {
    int difference = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      difference += Math.abs((back >> shift & 0xff) - (fore >> shift & 0xff));
    }
    return difference >= MIN_CONTRAST ? fore : fore ^ 0x808080;
  }

  /** Mixes two values, 256 being all of the second, and adds noise from 16 random bits. */
  private static byte blend(int back, int fore, int cover, long bits, int noise) {
    int sway = (int) (bits & 0xff) + (int) (bits >>> 8 & 0xff) - 255;
    int value = back + (((fore - back) * cover) >> 8) + ((sway * noise) >> 8);
    return (byte) Math.max(0, Math.min(255, value));
  }
}
