package io.github.imagefeed.advice;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreSpec;

/**
 * A set of images that is to be stored.
 *
 * @param shape of every image
 * @param images how many, at least 1
 */
public record ImageSet(ImageShape shape, int images) {

  public ImageSet {
    if (images < 1) {
      throw new IllegalArgumentException("count is " + images + ", expected at least 1 image");
    }
  }

  static ImageSet of(StoreSpec spec) {
    return new ImageSet(spec.shape(), spec.count());
  }

  /** Bytes of its pixels; no set of this many images overflows. */
  public long pixelBytes() {
    return (long) shape.bytes() * images;
  }

  /** Height x width x channels, as runs name it. */
  public String size() {
    return shape.height() + "x" + shape.width() + "x" + shape.channels();
  }
}
