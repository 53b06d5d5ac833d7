package io.github.imagefeed.order;

import java.util.Locale;

/**
 * The order in which each epoch visits the images of a set: a pure function of (seed, epoch, size),
 * the same on every machine and for every store, in constant memory.
 *
 * @param kind which order
 * @param blocks used by {@link Kind#BLOCK_SHUFFLED} only
 * @param seed a sequential order has no use for it
 */
public record EpochOrder(Kind kind, Blocks blocks, long seed) {

  /** The order's name in commands and results. */
  public enum Kind {
    /** Every epoch 0, 1, 2, … */
    SEQUENTIAL,
    /** Every epoch another permutation of all, by {@link Permutation}. */
    SHUFFLED,
    /** Every epoch other blocks, mixed within windows: for sets beyond the page cache. */
    BLOCK_SHUFFLED;

    /** Its name in commands and results: lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static EpochOrder sequential() {
    return new EpochOrder(Kind.SEQUENTIAL, Blocks.DEFAULT, 0);
  }

  public static EpochOrder shuffled(long seed) {
    return new EpochOrder(Kind.SHUFFLED, Blocks.DEFAULT, seed);
  }

  public static EpochOrder blockShuffled(Blocks blocks, long seed) {
    return new EpochOrder(Kind.BLOCK_SHUFFLED, blocks, seed);
  }

  /**
   * The order of one epoch.
   *
   * @param size number of images, 0 or more
   * @param epoch usually from 0
   */
  public IndexOrder of(int size, long epoch) {
    if (size < 0) {
      throw new IllegalArgumentException("size is " + size + ", expected at least 0");
    }
    // Seed and epoch must not be interchangeable, or a run with the next seed would reuse epochs.
    long key = SplitMix64.mix(seed) ^ SplitMix64.mix(~epoch);
    return switch (kind) {
      case SEQUENTIAL -> new Identity(size);
      case SHUFFLED -> Permutation.of(size, key);
      case BLOCK_SHUFFLED -> new BlockShuffle(size, blocks, key);
    };
  }
}
