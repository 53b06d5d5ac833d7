package io.github.imagefeed.dataset;

import io.github.imagefeed.order.IndexOrder;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The indices of one batch: a stretch of an order, as the list of boxed numbers that DJL's
 * interfaces ask for. Works out, and boxes, only what is read. Immutable.
 */
final class IndexList extends AbstractList<Long> implements RandomAccess {

  private final IndexOrder order;
  private final int from;
  private final int to;

  IndexList(IndexOrder order, int from, int to) {
    this.order = order;
    this.from = from;
    this.to = to;
  }

  /**
   * A list that somebody else made.
   *
   * @param size of the dataset
   * @throws IndexOutOfBoundsException if it has not all of these images
   */
  static IndexList of(List<Long> indices, int size) {
    int[] unboxed = new int[indices.size()];
    for (int i = 0; i < unboxed.length; i++) {
      unboxed[i] = (int) Objects.checkIndex((long) indices.get(i), (long) size);
    }
    return new IndexList(new Listed(unboxed), 0, unboxed.length);
  }

  /** Position in the epoch of the first index; 0 for a list that some other sampler made. */
  int position() {
    return from;
  }

  /** Puts all indices into the first places of an array. */
  void copy(int[] out) {
    order.copy(from, to, out);
  }

  @Override
  public Long get(int position) {
    return (long) order.at(from + Objects.checkIndex(position, size()));
  }

  @Override
  public int size() {
    return to - from;
  }

  private static final class Listed implements IndexOrder {
    private final int[] indices;

    Listed(int[] indices) {
      this.indices = indices;
    }

    @Override
    public int size() {
      return indices.length;
    }

    @Override
    public int at(int position) {
      return indices[position];
    }
  }
}
