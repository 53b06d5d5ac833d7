package io.github.imagefeed.export;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import java.util.Optional;

/**
 * What is exported.
 *
 * @param train a store; stays the caller's
 * @param test another one, of images of the same size and classes; stays the caller's
 */
public record ExportImages(ImageStore train, Optional<ImageStore> test) {

  public ExportImages {
    if (test.isPresent()) {
      requireSame(train, test.get());
    }
  }

  private static void requireSame(ImageStore train, ImageStore test) {
    if (!train.shape().sameSize(test.shape())) {
      throw new IllegalArgumentException(
          "test images are "
              + test.shape()
              + ", those to train on "
              + train.shape()
              + "; they must have one size");
    }
    if (!train.classes().equals(test.classes())) {
      throw new IllegalArgumentException(
          "the classes of the test images are "
              + test.classes().names()
              + ", of those to train on "
              + train.classes().names()
              + "; they must be the same, in the same order");
    }
  }

  /** Size of all images; the layout is that of the training images only. */
  public ImageShape shape() {
    return train.shape();
  }

  public ClassNames classes() {
    return train.classes();
  }

  /** Number of all images. */
  public long count() {
    return (long) train.size() + test.map(ImageStore::size).orElse(0);
  }
}
