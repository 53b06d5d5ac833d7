package io.github.imagefeed.order;

/** A permutation written out, by Fisher and Yates's shuffle. */
final class Table implements Permutation {

  private final int[] indices;

  Table(int size, long key) {
    indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = i;
    }
    new SplitMix64(key).shuffle(indices, 0, size);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int at(int position) {
    return indices[position];
  }

  @Override
  public int positionOf(int index) {
    int position = 0;
    while (indices[position] != index) {
      position++;
    }
    return position;
  }
}
