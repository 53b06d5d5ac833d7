package io.github.imagefeed.training;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one epoch of training gave.
 *
 * @param epoch from 1
 * @param loss mean cross-entropy over the training images, while they were learned
 * @param trainAccuracy share of them that was right, while they were learned
 * @param testAccuracy share of the test images that is right after the epoch, if there are any
 * @param learningRate of the last step
 * @param seconds of the epoch, without the test
 * @param waitSeconds of these, waiting for the next batch
 * @param parameters SHA-256 over the parameters after the epoch, 64 hex digits
 */
public record EpochFigures(
    int epoch,
    double loss,
    double trainAccuracy,
    OptionalDouble testAccuracy,
    double learningRate,
    double seconds,
    double waitSeconds,
    String parameters) {

  public EpochFigures {
    Objects.requireNonNull(testAccuracy, "testAccuracy");
    Objects.requireNonNull(parameters, "parameters");
  }
}
