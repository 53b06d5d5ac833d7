package io.github.imagefeed.store;

import java.io.IOException;

/** Hears of the images that an interrupted writer has left whole. */
@FunctionalInterface
public interface KeptImages {

  /**
   * Hears of the next image, which has its checksum.
   *
   * @param pixels in the layout of the specification; not to be kept or changed
   */
  void keep(byte[] pixels, int label, int checksum) throws IOException;
}
