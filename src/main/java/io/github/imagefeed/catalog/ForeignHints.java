package io.github.imagefeed.catalog;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.store.hdf5.foreign.ForeignHdf5;
import io.github.imagefeed.store.lmdb.foreign.ChannelOrder;
import io.github.imagefeed.store.lmdb.foreign.ForeignLmdb;
import io.github.imagefeed.store.lmdb.foreign.LmdbHints;
import io.github.imagefeed.store.lmdb.foreign.LmdbValues;
import java.nio.file.Path;
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
 * @param order of the channels of an LMDB environment's images
 * @param classes names of the classes
 */
public record ForeignHints(
    Optional<String> images,
    Optional<String> labels,
    Optional<LmdbValues> values,
    Optional<ImageShape> shape,
    Optional<Layout> layout,
    Optional<ChannelOrder> order,
    Optional<ClassNames> classes) {

  /** Nothing: files are looked at. */
  public static final ForeignHints NONE =
      new ForeignHints(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * Says that a reader has a use for what was said.
   *
   * @throws IllegalArgumentException if not
   */
  void requireFitting(StoreReader reader, Path path) {
    if (reader instanceof ForeignHdf5) {
      requireAbsent(path, "an HDF5 file", "values", values);
      requireAbsent(path, "an HDF5 file", "a shape", shape);
      requireAbsent(path, "an HDF5 file", "an order of channels", order);
      if (labels.isPresent() && labels.get().endsWith(".csv")) {
        throw new IllegalArgumentException(
            path + ": is an HDF5 file, whose labels are a dataset in it, not " + labels.get());
      }
    } else {
      requireAbsent(path, "an LMDB environment", "a dataset of images", images);
    }
  }

  private static void requireAbsent(Path path, String what, String hint, Optional<?> given) {
    if (given.isPresent()) {
      throw new IllegalArgumentException(
          path + ": is " + what + ", which has no use for " + hint + ": " + given.get());
    }
  }

  ForeignHdf5 hdf5() {
    return new ForeignHdf5(images, labels, classes, layout);
  }

  /** The pixels of a shape lie together unless it is said otherwise. */
  ForeignLmdb lmdb() {
    return new ForeignLmdb(
        new LmdbHints(
            values.orElse(LmdbValues.AUTO),
            order,
            shape.map(size -> size.withLayout(layout.orElse(Layout.HWC))),
            labels.map(Path::of),
            classes));
  }
}
