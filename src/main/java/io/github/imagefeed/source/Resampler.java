package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;

/**
 * Scales a picture to just cover a shape and crops it around its centre.
 *
 * <p>Own arithmetic rather than Java2D, whose scaling aliases beyond a factor of two and differs
 * between platforms: a store must get the same bytes everywhere.
 */
public final class Resampler {

  private Resampler() {}

  /** Fills {@code pixels} with the picture in the size and layout of {@code shape}. */
  public static void fill(Picture picture, ImageShape shape, byte[] pixels) {
    CoverCrop crop = CoverCrop.of(picture.height(), picture.width(), shape);
    PixelRows out = new PixelRows(shape, pixels);
    if (crop.scale() == 1) {
      copy(picture, crop, shape, out);
    } else {
      scale(picture, crop, shape, out);
    }
  }

  private static void copy(Picture picture, CoverCrop crop, ImageShape shape, PixelRows out) {
    byte[] row = new byte[3 * picture.width()];
    for (int y = 0; y < shape.height(); y++) {
      picture.read(crop.top() + y, row);
      out.write(y, row, crop.left());
    }
  }

  private static void scale(Picture picture, CoverCrop crop, ImageShape shape, PixelRows out) {
    Taps across = Taps.of(picture.width(), shape.width(), crop.scale(), crop.left());
    Taps down = Taps.of(picture.height(), shape.height(), crop.scale(), crop.top());
    byte[] sourceRow = new byte[3 * picture.width()];
    byte[] row = new byte[3 * shape.width()];
    // Source rows already scaled across; one target row never needs more of them than this.
    float[][] scaled = new float[down.longest()][3 * shape.width()];
    int next = down.starts()[0];
    for (int y = 0; y < shape.height(); y++) {
      for (; next < down.end(y); next++) {
        picture.read(next, sourceRow);
        scaleAcross(sourceRow, across, scaled[next % scaled.length]);
      }
      mixDown(scaled, down.starts()[y], down.weights()[y], row);
      out.write(y, row, 0);
    }
  }

  private static void scaleAcross(byte[] source, Taps taps, float[] target) {
    for (int x = 0; x < taps.starts().length; x++) {
      float[] weights = taps.weights()[x];
      float red = 0;
      float green = 0;
      float blue = 0;
      int i = 3 * taps.starts()[x];
      for (float weight : weights) {
        red += weight * (source[i] & 0xff);
        green += weight * (source[i + 1] & 0xff);
        blue += weight * (source[i + 2] & 0xff);
        i += 3;
      }
      target[3 * x] = red;
      target[3 * x + 1] = green;
      target[3 * x + 2] = blue;
    }
  }

  private static void mixDown(float[][] rows, int start, float[] weights, byte[] target) {
    for (int i = 0; i < target.length; i++) {
      float sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * rows[(start + k) % rows.length][i];
      }
      target[i] = (byte) (sum + 0.5f);
    }
  }
}
