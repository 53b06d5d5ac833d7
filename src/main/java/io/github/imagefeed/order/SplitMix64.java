package io.github.imagefeed.order;

/**
 * Steele, Lea and Flood's SplitMix64 (OOPSLA 2014). Our own few lines, because an order must not
 * change with the Java version, and {@link java.util.SplittableRandom} promises no sequence.
 */
final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix64(long seed) {
    this.state = seed;
  }

  /** Stafford's variant 13 of the 64-bit finalizer: a bijection that spreads every bit. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  int next32() {
    state += GOLDEN_GAMMA;
    return (int) (mix(state) >>> 32);
  }

  /** Uniform over 0 … bound − 1, by Lemire's multiplication with rejection (TOMACS 2019). */
  int nextInt(int bound) {
    long product = Integer.toUnsignedLong(next32()) * bound;
    if (Integer.compareUnsigned((int) product, bound) < 0) {
      int threshold = Integer.remainderUnsigned(-bound, bound);
      while (Integer.compareUnsigned((int) product, threshold) < 0) {
        product = Integer.toUnsignedLong(next32()) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Fisher and Yates's shuffle of the places {@code from} … {@code to - 1}, Durstenfeld's form. */
  void shuffle(int[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int j = from + nextInt(i - from + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
