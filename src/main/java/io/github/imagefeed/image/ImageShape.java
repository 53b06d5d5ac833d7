package io.github.imagefeed.image;

import java.util.Locale;

/**
 * Shape of one uint8 image.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels bytes a pixel: 1 (grey) or 3 (RGB)
 * @param layout order of the bytes
 */
public record ImageShape(int height, int width, int channels, Layout layout) {

  /** Longest side accepted: beyond it the byte count of an image could overflow an int. */
  public static final int MAX_SIDE = 16_384;

  public ImageShape {
    requireSide("height", height);
    requireSide("width", width);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels is " + channels + ", expected 1 or 3");
    }
  }

  /** An RGB shape with planes, the default layout of every store. */
  public static ImageShape rgb(int height, int width) {
    return new ImageShape(height, width, 3, Layout.CHW);
  }

  private static void requireSide(String name, int value) {
    if (value < 1 || value > MAX_SIDE) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected 1 to " + MAX_SIDE + " pixels");
    }
  }

  /** Bytes of one image. */
  public int bytes() {
    return height * width * channels;
  }

  /** Pixels of one channel. */
  public int area() {
    return height * width;
  }

  public ImageShape withLayout(Layout other) {
    return new ImageShape(height, width, channels, other);
  }

  /** Same height, width and channels, whatever the layout. */
  public boolean sameSize(ImageShape other) {
    return height == other.height && width == other.width && channels == other.channels;
  }

  /** For people: {@code 32x32x3 CHW}, always height × width × channels, then the layout. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%dx%dx%d %s", height, width, channels, layout);
  }
}
