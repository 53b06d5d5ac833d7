package io.github.imagefeed.dataset;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Indices as the list of boxed numbers that DJL's interfaces ask for; boxes only what is read. */
final class IndexList extends AbstractList<Long> implements RandomAccess {

  private final int[] indices;

  IndexList(int[] indices) {
    this.indices = indices;
  }

  @Override
  public Long get(int position) {
    return (long) indices[position];
  }

  @Override
  public int size() {
    return indices.length;
  }
}
