package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.util.Optional;

/**
 * What is known of a store before its first image.
 *
 * @param shape shape and layout of every image
 * @param count number of images that will be written, at least 1
 * @param classes class names
 * @param source what the images are made from, for people
 * @param folds how the images will lie in folds, where they do
 */
public record StoreSpec(
    ImageShape shape, int count, ClassNames classes, String source, Optional<FoldLayout> folds) {

  public StoreSpec {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ", expected at least 1 image");
    }
    folds.ifPresent(layout -> layout.requireImages(count));
  }

  /** Of images that will not lie in folds. */
  public StoreSpec(ImageShape shape, int count, ClassNames classes, String source) {
    this(shape, count, classes, source, Optional.empty());
  }

  /** Of a store like one that there is. */
  public static StoreSpec of(StoreManifest manifest) {
    return new StoreSpec(
        manifest.shape(),
        manifest.count(),
        manifest.classes(),
        manifest.source(),
        manifest.folds());
  }

  /**
   * The manifest as far as it is known: the digest is zeros, as long as any, which is all that one
   * needs to know of it to tell how long the manifest will be.
   */
  public StoreManifest draft() {
    return manifest("0".repeat(64));
  }

  /** The manifest, once the digest is known. */
  StoreManifest manifest(String digest) {
    return new StoreManifest(shape, count, classes, source, digest, folds);
  }
}
