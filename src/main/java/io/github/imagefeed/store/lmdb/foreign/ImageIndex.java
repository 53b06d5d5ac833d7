package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.lmdb.LmdbEnvironment;
import io.github.imagefeed.store.lmdb.LmdbValue;

/** Where the images lie in the values of an environment, and what they have in common. */
final class ImageIndex {

  private final ValueFormat format;
  private final int[] entries;
  private final int[] at;
  private final int[] bytes;
  private final Packing packing;
  private final ImageShape shape;
  private final Labels labels;

  /** Takes the arrays over. */
  ImageIndex(
      ValueFormat format,
      int[] entries,
      int[] at,
      int[] bytes,
      Packing packing,
      ImageShape shape,
      Labels labels) {
    this.format = format;
    this.entries = entries;
    this.at = at;
    this.bytes = bytes;
    this.packing = packing;
    this.shape = shape;
    this.labels = labels;
  }

  int size() {
    return entries.length;
  }

  ImageShape shape() {
    return shape;
  }

  Packing packing() {
    return packing;
  }

  Labels labels() {
    return labels;
  }

  /** For people: what the values are. */
  String people() {
    return format.people() + ", " + packing;
  }

  /** Number of the entry that has an image. */
  int entry(int image) {
    return entries[image];
  }

  /** Lets {@code value} be that of an image. */
  void select(LmdbEnvironment environment, int image, LmdbValue value) {
    environment.select(entries[image], value);
  }

  /** First byte of an image in its value. */
  int at(int image) {
    return at[image];
  }

  /** Bytes that an image takes in its value. */
  int bytes(int image) {
    return bytes[image];
  }
}
