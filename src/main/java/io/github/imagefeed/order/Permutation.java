package io.github.imagefeed.order;

/** A pseudo-random order that can be asked backwards too. Immutable and thread-safe. */
interface Permutation extends IndexOrder {

  /** Up to here a table takes no more than 16 KiB, and every permutation is equally likely. */
  int MAX_TABLE = 4096;

  /**
   * Draws a permutation in constant memory.
   *
   * @param key equal keys give equal permutations of a size
   */
  static Permutation of(int size, long key) {
    return size <= MAX_TABLE ? new Table(size, key) : new Bijection(size, key);
  }

  /** The position at which an index is visited. */
  int positionOf(int index);
}
