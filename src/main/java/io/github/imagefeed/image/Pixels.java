package io.github.imagefeed.image;

/** Changes the byte order of one image. */
public final class Pixels {

  private Pixels() {}

  /**
   * Copies one image from one layout to the other.
   *
   * @param from pixels in the layout of {@code shape}, {@code shape.bytes()} long; not changed
   * @param shape shape and layout of {@code from}
   * @param to receives the pixels in the other layout; may not be {@code from}
   */
  public static void transpose(byte[] from, ImageShape shape, byte[] to) {
    int area = shape.area();
    int channels = shape.channels();
    if (shape.layout() == Layout.HWC) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0, i = c; p < area; p++, i += channels) {
          to[c * area + p] = from[i];
        }
      }
    } else {
      for (int c = 0; c < channels; c++) {
        for (int p = 0, i = c; p < area; p++, i += channels) {
          to[i] = from[c * area + p];
        }
      }
    }
  }
}
