package io.github.imagefeed.order;

/**
 * A permutation of 0 … size − 1 without a table: a Feistel network over the numbers of so many bits
 * as {@code size} needs, followed until it lands below {@code size} ("cycle walking": Black and
 * Rogaway, CT-RSA 2002), which takes less than two steps on average. The two halves may differ by
 * one bit.
 *
 * <p>Such a network makes even permutations only, which shows where few numbers are walked over
 * (two of three permutations of 5,000 were even), so for every second key two indices are swapped.
 */
final class Bijection implements Permutation {

  private static final int ROUNDS = 8;

  private final int size;
  private final int lowBits;
  private final int lowMask;
  private final int highMask;
  private final int[] keys = new int[ROUNDS];
  private final int swap;

  /** Draws a permutation of at least 2 indices; many more than that for one that looks random. */
  Bijection(int size, long key) {
    this.size = size;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    this.lowBits = bits / 2;
    this.lowMask = (1 << lowBits) - 1;
    this.highMask = (1 << (bits - lowBits)) - 1;
    SplitMix64 random = new SplitMix64(key);
    for (int r = 0; r < ROUNDS; r++) {
      keys[r] = random.next32();
    }
    this.swap = random.next32() & 1;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int at(int position) {
    int value = position;
    do {
      int high = value >>> lowBits;
      int low = value & lowMask;
      for (int r = 0; r < ROUNDS; r += 2) {
        high ^= scramble(low + keys[r]) & highMask;
        low ^= scramble(high + keys[r + 1]) & lowMask;
      }
      value = high << lowBits | low;
    } while (value >= size);
    return swapped(value);
  }

  /** The same rounds backwards. */
  @Override
  public int positionOf(int index) {
    int value = swapped(index);
    do {
      int high = value >>> lowBits;
      int low = value & lowMask;
      for (int r = ROUNDS - 2; r >= 0; r -= 2) {
        low ^= scramble(high + keys[r + 1]) & lowMask;
        high ^= scramble(low + keys[r]) & highMask;
      }
      value = high << lowBits | low;
    } while (value >= size);
    return value;
  }

  /** Indices 0 and 1 change places, or not. */
  private int swapped(int index) {
    return index < 2 ? index ^ swap : index;
  }

  /** Spreads every bit over the word: the constants of Wellons's search for low bias (2018). */
  private static int scramble(int value) {
    int h = (value ^ (value >>> 16)) * 0x7feb352d;
    h = (h ^ (h >>> 15)) * 0x846ca68b;
    return h ^ (h >>> 16);
  }
}
