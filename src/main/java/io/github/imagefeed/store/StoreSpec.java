package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;

/**
 * What is known of a store before its first image.
 *
 * @param shape shape and layout of every image
 * @param count number of images that will be written, at least 1
 * @param classes class names
 * @param source what the images are made from, for people
 */
public record StoreSpec(ImageShape shape, int count, ClassNames classes, String source) {

  public StoreSpec {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ", expected at least 1 image");
    }
  }
}
