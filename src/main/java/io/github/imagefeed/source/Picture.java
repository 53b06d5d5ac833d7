package io.github.imagefeed.source;

/** An image of any size as rows of 8-bit RGB, to be read once, top to bottom. */
public interface Picture {

  /** Columns, at least 1. */
  int width();

  /** Rows, at least 1. */
  int height();

  /**
   * Reads one row.
   *
   * @param rgb receives red, green and blue of each pixel in turn: 3 × {@link #width} bytes
   */
  void read(int y, byte[] rgb);
}
