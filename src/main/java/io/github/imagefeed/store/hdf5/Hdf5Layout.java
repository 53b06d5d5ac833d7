package io.github.imagefeed.store.hdf5;

import java.util.Locale;

/**
 * How the images of a new HDF5 file lie in it. Pixels are the same in all, and a file of any of
 * them opens in the same way; what differs is size, speed, and what other programs like to read.
 */
public enum Hdf5Layout {
  /** One after the other: the smallest without compression, and read by one copy an image. */
  CONTIGUOUS(Integer.MAX_VALUE),
  /**
   * Some images a chunk, the chunks one after the other: read here as contiguous images are, and as
   * fast. The last chunk is filled up. Programs on the HDF5 library read and cache whole chunks.
   */
  CHUNKED(1 << 16),
  /**
   * Chunks compressed by deflate, level 4 as by default in h5py, which every HDF5 program can
   * inflate. An image costs the inflating of its chunk, so by default a chunk is one image, or some
   * very small ones: more images a chunk compress photos no better.
   */
  DEFLATE(1 << 12);

  /** Upper limit of a chunk of several images where no number of images is asked for. */
  private final int targetBytes;

  Hdf5Layout(int targetBytes) {
    this.targetBytes = targetBytes;
  }

  /** Images a chunk where none are asked for: as many as fit the target, at least one. */
  int defaultChunk(int imageBytes) {
    return Math.max(1, targetBytes / imageBytes);
  }

  /** Its name in commands: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
