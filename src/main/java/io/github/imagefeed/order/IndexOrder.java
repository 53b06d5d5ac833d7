package io.github.imagefeed.order;

import java.util.Objects;

/**
 * The order of one epoch: a permutation of 0 … size − 1 that any position of can be asked for, in
 * any order, without a table of all. Immutable and thread-safe.
 */
public interface IndexOrder {

  /** Number of indices. */
  int size();

  /**
   * The index that is visited at a position.
   *
   * @param position 0 … size − 1; others give a meaningless index or an exception
   */
  int at(int position);

  /**
   * The indices at the positions {@code from} … {@code to - 1}, from {@code out[0]} on.
   *
   * @throws IndexOutOfBoundsException if the positions are not in this order, or {@code out} is too
   *     short
   */
  default void copy(int from, int to, int[] out) {
    Objects.checkFromToIndex(from, to, size());
    for (int position = from; position < to; position++) {
      out[position - from] = at(position);
    }
  }
}
