package io.github.imagefeed.training;

import java.io.IOException;

/** Hears of each step; called on the training thread between steps, which are not timed then. */
public interface TrainingProgress {

  /** Does nothing. */
  TrainingProgress NONE = (soFar, total) -> {};

  /**
   * Called after each step.
   *
   * @param total images of an epoch
   * @throws IOException ends the training
   */
  void step(EpochSoFar soFar, long total) throws IOException;
}
