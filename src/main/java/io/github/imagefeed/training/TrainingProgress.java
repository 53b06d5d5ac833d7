package io.github.imagefeed.training;

/** Hears of each step; called on the training thread, so it must be quick. */
public interface TrainingProgress {

  /** Does nothing. */
  TrainingProgress NONE = (epoch, done, total, loss) -> {};

  /**
   * Called after each step.
   *
   * @param epoch from 1
   * @param done images of this epoch seen so far
   * @param total images of an epoch
   * @param loss mean cross-entropy of the epoch so far
   */
  void step(int epoch, long done, long total, double loss);
}
