package io.github.imagefeed.source.cifar;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** One file of labelled images. */
interface BatchFile extends Closeable {

  /** For messages. */
  Path path();

  /** Number of images, at least 1. */
  int size();

  /**
   * Reads one image.
   *
   * @param record 0 ≤ record &lt; {@code size()}, the caller's duty
   * @param pixels receives the planes from offset 0
   * @return the label as it is stored, not checked
   */
  int read(int record, byte[] pixels) throws IOException;
}
