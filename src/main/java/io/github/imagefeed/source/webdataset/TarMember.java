package io.github.imagefeed.source.webdataset;

import java.util.Locale;

/**
 * One file of a tar archive.
 *
 * @param name as the archive has it
 * @param offset where its data begin in the archive, or in what a compressed one unpacks to
 * @param size bytes
 */
record TarMember(String name, long offset, long size) {

  /** What the members of one sample have in common: all up to the first dot of the last part. */
  String key() {
    return name.substring(0, dot());
  }

  /** What follows that dot, in lower case; empty without one. */
  String extension() {
    return name.substring(Math.min(name.length(), dot() + 1)).toLowerCase(Locale.ROOT);
  }

  private int dot() {
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    return dot < 0 ? name.length() : dot;
  }
}
