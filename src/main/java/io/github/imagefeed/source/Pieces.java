package io.github.imagefeed.source;

import java.util.Objects;

/** Images that lie in several pieces, such as files, one after the other. */
public final class Pieces {

  /** Index of the first image of each piece, and the number of all. */
  private final int[] starts;

  /**
   * Lays pieces in a row.
   *
   * @param sizes images of each piece, 0 or more
   * @throws ArithmeticException if there are more than an int counts
   */
  public Pieces(int[] sizes) {
    this.starts = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], sizes[i]);
    }
  }

  public int size() {
    return starts[starts.length - 1];
  }

  /** Index of the first image of a piece. */
  public int start(int piece) {
    return starts[piece];
  }

  /**
   * The piece that an image lies in.
   *
   * @throws IndexOutOfBoundsException if the index is not below {@link #size}
   */
  public int pieceOf(int index) {
    Objects.checkIndex(index, size());
    int low = 0;
    int high = starts.length - 2;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
