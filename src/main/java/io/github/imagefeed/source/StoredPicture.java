package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;

/**
 * The pixels of one image as a picture, so that it can be scaled to another size.
 *
 * @param shape shape and layout of the pixels; grey is repeated in all three channels
 * @param pixels not copied: the picture shows what the array holds when it is read
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record StoredPicture(ImageShape shape, byte[] pixels) implements Picture {

  @Override
  public int width() {
    return shape.width();
  }

  @Override
  public int height() {
    return shape.height();
  }

  @Override
  public void read(int y, byte[] rgb) {
    boolean planes = shape.layout() == Layout.CHW;
    int pixelStep = planes ? 1 : shape.channels();
    int channelStep = shape.channels() == 1 ? 0 : planes ? shape.area() : 1;
    int at = y * shape.width() * pixelStep;
    for (int x = 0; x < shape.width(); x++, at += pixelStep) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * x + c] = pixels[at + c * channelStep];
      }
    }
  }
}
