package io.github.imagefeed.measure;

import ai.djl.training.dataset.Batch;
import io.github.imagefeed.training.EpochSoFar;
import io.github.imagefeed.training.TrainingRun;
import java.util.Arrays;

/** How long each of some steps of training took, and of that waited for its batch. */
final class StepTimes {

  private double[] waits = new double[64];
  private int count;
  private double seconds;
  private double waitSeconds;

  /**
   * Learns a batch and notes what that took.
   *
   * @param batch stays the caller's
   * @param asked {@link System#nanoTime} before the batch was asked for
   */
  void learn(TrainingRun run, Batch batch, long asked) {
    EpochSoFar before = run.soFar();
    run.learn(batch, asked);
    EpochSoFar after = run.soFar();
    if (count == waits.length) {
      waits = Arrays.copyOf(waits, 2 * count);
    }
    waits[count] = after.waitSeconds() - before.waitSeconds();
    waitSeconds += waits[count++];
    seconds += after.seconds() - before.seconds();
  }

  /** Adds the steps of another series. */
  void add(StepTimes other) {
    waits = Arrays.copyOf(waits, Math.max(waits.length, count + other.count));
    System.arraycopy(other.waits, 0, waits, count, other.count);
    count += other.count;
    seconds += other.seconds;
    waitSeconds += other.waitSeconds;
  }

  /** Of all steps. */
  double seconds() {
    return seconds;
  }

  /** Of these, waiting. */
  double waitSeconds() {
    return waitSeconds;
  }

  double meanSeconds() {
    return seconds / count;
  }

  double meanWaitSeconds() {
    return waitSeconds / count;
  }

  /** The smallest wait that so large a share of the steps does not exceed; of at least one step. */
  double waitQuantile(double share) {
    double[] sorted = Arrays.copyOf(waits, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)];
  }
}
