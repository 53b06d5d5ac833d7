package io.github.imagefeed.order;

/** A permutation written out, by Fisher and Yates's shuffle in Durstenfeld's form. */
final class Table implements Permutation {

  private final int[] indices;

  Table(int size, long key) {
    indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = i;
    }
    SplitMix64 random = new SplitMix64(key);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = indices[i];
      indices[i] = indices[j];
      indices[j] = swapped;
    }
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
