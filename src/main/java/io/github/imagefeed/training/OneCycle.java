package io.github.imagefeed.training;

import ai.djl.training.tracker.Tracker;

/**
 * Learning rate of Smith's one-cycle policy (2018): up in a straight line over the first fifth of
 * the steps, then down in one to almost nothing. The start and the end are those of PyTorch's
 * {@code OneCycleLR(pct_start=0.2, anneal_strategy="linear")}.
 */
record OneCycle(float max, int steps) implements Tracker {

  private static final double WARM_UP = 0.2;
  private static final double START_DIVISOR = 25;
  private static final double END_DIVISOR = 1e4;

  OneCycle {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ", expected at least 1");
    }
  }

  /** The rate of a step; DJL counts them from 1. Steps behind the last one keep its rate. */
  @Override
  public float getNewValue(int step) {
    if (steps == 1) {
      return max;
    }
    double start = max / START_DIVISOR;
    double peak = WARM_UP * steps - 1;
    double at = Math.min(step, steps) - 1.0;
    if (at < peak) {
      return (float) between(start, max, at / peak);
    }
    return (float) between(max, start / END_DIVISOR, (at - peak) / (steps - 1 - peak));
  }

  private static double between(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
