package io.github.imagefeed.order;

import java.util.Locale;

/**
 * The order in which an epoch visits the images 0 … size − 1: a pure function of (seed, epoch,
 * size), the same on every machine and for every store.
 *
 * <p>Immutable and thread-safe.
 */
public final class EpochOrder {

  /** The order's name in commands and results. */
  public enum Kind {
    SEQUENTIAL,
    SHUFFLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final int size;
  private final long seed;

  private EpochOrder(Kind kind, int size, long seed) {
    if (size < 0) {
      throw new IllegalArgumentException("size is " + size + ", expected at least 0");
    }
    this.kind = kind;
    this.size = size;
    this.seed = seed;
  }

  /** Every epoch 0, 1, 2, … */
  public static EpochOrder sequential(int size) {
    return new EpochOrder(Kind.SEQUENTIAL, size, 0);
  }

  /** Every epoch another permutation, each equally likely over the seeds. */
  public static EpochOrder shuffled(int size, long seed) {
    return new EpochOrder(Kind.SHUFFLED, size, seed);
  }

  /** The order of that kind; a sequential one has no use for the seed. */
  public static EpochOrder of(Kind kind, int size, long seed) {
    return kind == Kind.SEQUENTIAL ? sequential(size) : shuffled(size, seed);
  }

  public int size() {
    return size;
  }

  /**
   * The indices of one epoch in the order of visiting.
   *
   * @param epoch from 0
   * @return a fresh array of {@link #size()} indices, each of 0 … size − 1 once
   */
  public int[] indices(long epoch) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = i;
    }
    if (kind == Kind.SHUFFLED) {
      shuffle(indices, new SplitMix64(SplitMix64.mix(seed) ^ SplitMix64.mix(~epoch)));
    }
    return indices;
  }

  /** Fisher and Yates's shuffle in Durstenfeld's form; every permutation is equally likely. */
  static void shuffle(int[] values, SplitMix64 random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
