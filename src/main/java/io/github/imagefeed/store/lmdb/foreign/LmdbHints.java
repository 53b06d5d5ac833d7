package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What an LMDB environment of another program does not say itself.
 *
 * @param values what the values are
 * @param order of the channels; if empty RGB, but raw Datums of three channels are not opened
 *     without: Caffe's {@code convert_imageset} writes them as BGR, its {@code convert_cifar_data}
 *     as RGB. Images are delivered as RGB. BGR for encoded images means files whose red and blue
 *     were exchanged when they were written
 * @param shape of raw pixels, layout included; elsewhere what is there must have its size, and what
 *     is decoded is delivered in its layout. If empty decoded images are delivered in planes
 * @param labels a CSV file with the labels, numbers or names of classes: a column of keys and one
 *     of labels, or labels alone in the order of keys. A first row that ends with the word label or
 *     class is a header. It goes before labels in values and keys
 * @param classes names of the classes, in the order of their numbers; if empty they are the names
 *     that labels have, sorted, or {@code 0} to the greatest number
 */
public record LmdbHints(
    LmdbValues values,
    Optional<ChannelOrder> order,
    Optional<ImageShape> shape,
    Optional<Path> labels,
    Optional<ClassNames> classes) {

  public LmdbHints {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(classes, "classes");
    if (values == LmdbValues.RAW && shape.isEmpty()) {
      throw new IllegalArgumentException(
          "values are raw pixels, which do not tell their shape: give it");
    }
  }

  /** All is found out, or refused. */
  public static LmdbHints none() {
    return new LmdbHints(
        LmdbValues.AUTO, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
