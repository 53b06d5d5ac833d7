package io.github.imagefeed.store.hdf5;

/** Names in the file: datasets of the root group and its attributes. */
final class Names {

  static final String IMAGES = "images";
  static final String LABELS = "labels";

  /** An attribute, or a dataset where the names are longer than an attribute may be. */
  static final String CLASSES = "classes";

  static final String PROGRAM = "program";
  static final String FORMAT_VERSION = "format_version";
  static final String LAYOUT = "layout";
  static final String SOURCE = "source";
  static final String DIGEST = "digest";

  private Names() {}
}
