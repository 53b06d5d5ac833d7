package io.github.imagefeed.catalog;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.util.Optional;

/**
 * What a user says of files of another program, where they do not say it themselves.
 *
 * @param images dataset of the images in an HDF5 file
 * @param labels dataset of the labels in an HDF5 file, or a CSV file with those of an LMDB
 *     environment
 * @param values what the values of an LMDB environment are
 * @param shape of raw pixels
 * @param layout order of the bytes of an image
 * @param classes names of the classes
 */
public record ForeignHints(
    Optional<String> images,
    Optional<String> labels,
    Optional<String> values,
    Optional<ImageShape> shape,
    Optional<Layout> layout,
    Optional<ClassNames> classes) {

  /** Nothing: files are looked at. */
  public static final ForeignHints NONE =
      new ForeignHints(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
