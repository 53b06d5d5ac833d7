package io.github.imagefeed.store.jhdf5;

/** Names in the file: datasets of the root group and its attributes, as in the format hdf5. */
final class Names {

  static final String ROOT = "/";

  static final String IMAGES = "images";
  static final String LABELS = "labels";

  /** Of each image, by {@link io.github.imagefeed.store.ImageChecksum}. */
  static final String CHECKSUMS = "checksums";

  /** An attribute, or a dataset where the names are longer than an attribute may be. */
  static final String CLASSES = "classes";

  static final String PROGRAM = "program";
  static final String FORMAT_VERSION = "format_version";
  static final String LAYOUT = "layout";
  static final String SOURCE = "source";
  static final String DIGEST = "digest";

  /** Of all that the manifest says; written last, so that a file without it is unfinished. */
  static final String MANIFEST_CHECKSUM = "manifest_crc32c";

  /** Three attributes of a store that is laid out in folds; the first tells whether it is. */
  static final String FOLD_SIZES = "fold_sizes";

  static final String FOLD_SEED = "fold_seed";

  /** 0 or 1. */
  static final String FOLD_GROUPED = "fold_grouped";

  private Names() {}

  /** Path of a dataset. */
  static String path(String dataset) {
    return ROOT + dataset;
  }
}
