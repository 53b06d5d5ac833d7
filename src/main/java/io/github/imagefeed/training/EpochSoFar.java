package io.github.imagefeed.training;

/**
 * An epoch under way, summed up step by step: immutable, so that it can be shown, saved and gone on
 * from.
 *
 * @param epoch from 1
 * @param batches learned
 * @param images learned
 * @param lossSum of the images' cross-entropy
 * @param right images that were predicted rightly while they were learned
 * @param seconds of the training: starting to load, waiting, learning, without tests and
 *     checkpoints
 * @param waitSeconds of these, waiting for the next batch
 */
public record EpochSoFar(
    int epoch,
    int batches,
    long images,
    double lossSum,
    long right,
    double seconds,
    double waitSeconds) {

  public EpochSoFar {
    if (epoch < 1 || batches < 0 || images < 0) {
      throw new IllegalArgumentException(
          "epoch " + epoch + " with " + batches + " batches of " + images + " images");
    }
  }

  static EpochSoFar begin(int epoch) {
    return new EpochSoFar(epoch, 0, 0, 0, 0, 0, 0);
  }

  EpochSoFar plus(int count, double loss, long rightOnes, double took, double waited) {
    return new EpochSoFar(
        epoch,
        batches + 1,
        images + count,
        lossSum + loss * count,
        right + rightOnes,
        seconds + took,
        waitSeconds + waited);
  }

  /** The same, with time that belongs to its steps: before the first and after each. */
  EpochSoFar taking(double more) {
    return new EpochSoFar(epoch, batches, images, lossSum, right, seconds + more, waitSeconds);
  }

  /** Mean cross-entropy so far. */
  public double loss() {
    return lossSum / images;
  }

  /** Share that was right so far. */
  public double accuracy() {
    return (double) right / images;
  }
}
