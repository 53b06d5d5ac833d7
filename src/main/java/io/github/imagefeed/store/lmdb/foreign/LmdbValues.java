package io.github.imagefeed.store.lmdb.foreign;

import java.util.Locale;

/** What the values of an LMDB environment of another program are. */
public enum LmdbValues {
  /** Found out from the first values. */
  AUTO,

  /** Caffe's protocol buffer {@code Datum}, raw pixels in planes, or an encoded image. */
  DATUM,

  /**
   * Pickles of protocol 2 to 5: objects with the attributes {@code channels}, {@code size} (height
   * and width), {@code image} (bytes, height x width x channels) and {@code label}; or pairs of the
   * bytes of a PNG or JPEG file and a label.
   */
  PICKLE,

  /** Nothing but pixels, of a shape that a hint gives. */
  RAW,

  /** PNG or JPEG files. */
  ENCODED;

  /** Its name in commands: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
