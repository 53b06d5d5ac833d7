package io.github.imagefeed.order;

/**
 * Random numbers that depend on nothing that was drawn before: whoever goes on in the middle of an
 * epoch draws what an uninterrupted run would have drawn.
 */
public final class Draws {

  private Draws() {}

  /**
   * 64 random bits.
   *
   * @param seed of the run
   * @param epoch usually from 0
   * @param place in the epoch: of a batch, of an image
   */
  public static long of(long seed, long epoch, long place) {
    // One after the other, so that no two of the three can be exchanged for each other.
    return SplitMix64.mix(SplitMix64.mix(SplitMix64.mix(seed) + epoch) + place);
  }
}
