package io.github.imagefeed.source.synthetic;

/** Random numbers by position: a mix of key and counter, after Steele, Lea and Flood's SplitMix. */
final class SplitMix {

  /** Odd, so that multiples of it differ for all 2^64 counters. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  private SplitMix() {}

  /** Scrambles all 64 bits; different inputs give different outputs. */
  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The random bits at a place in the sequence of a key. */
  static long at(long key, long place) {
    return mix(start(key, place));
  }

  /** What is mixed at a place; from there on each place is one {@link #STEP} further. */
  static long start(long key, long place) {
    return key + (place + 1) * STEP;
  }

  /** Random bits as a number from 0 to just below 1. */
  static float unit(long bits) {
    return (bits >>> 40) * 0x1p-24f;
  }
}
