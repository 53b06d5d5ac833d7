package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;

/** Puts RGB rows into an image of any shape: planes or interleaved, colour or grey. */
final class PixelRows {

  private final ImageShape shape;
  private final byte[] pixels;

  /** Distances in {@code pixels} from one pixel to the next and from one channel to the next. */
  private final int pixelStep;

  private final int channelStep;

  PixelRows(ImageShape shape, byte[] pixels) {
    this.shape = shape;
    this.pixels = pixels;
    this.pixelStep = shape.layout() == Layout.CHW ? 1 : shape.channels();
    this.channelStep = shape.layout() == Layout.CHW ? shape.area() : 1;
  }

  /** Writes row {@code y} from {@code rgb}, whose pixel {@code from} becomes the leftmost one. */
  void write(int y, byte[] rgb, int from) {
    int at = y * shape.width() * pixelStep;
    int end = 3 * (from + shape.width());
    for (int i = 3 * from; i < end; i += 3, at += pixelStep) {
      if (shape.channels() == 1) {
        pixels[at] = luma(rgb[i] & 0xff, rgb[i + 1] & 0xff, rgb[i + 2] & 0xff);
      } else {
        pixels[at] = rgb[i];
        pixels[at + channelStep] = rgb[i + 1];
        pixels[at + 2 * channelStep] = rgb[i + 2];
      }
    }
  }

  /** Brightness by ITU-R BT.601, as JPEG has it. */
  private static byte luma(int red, int green, int blue) {
    return (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
  }
}
