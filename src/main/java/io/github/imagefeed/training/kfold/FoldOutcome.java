package io.github.imagefeed.training.kfold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What one fold gave.
 *
 * @param repeat from 1
 * @param fold from 1
 * @param images held out
 * @param right of these, after the last epoch
 * @param accuracies of the held-out images after each epoch
 * @param seconds of training, without tests
 * @param waitSeconds of these, waiting for batches
 * @param parameters SHA-256 of the trained parameters
 */
public record FoldOutcome(
    int repeat,
    int fold,
    int images,
    long right,
    List<Double> accuracies,
    double seconds,
    double waitSeconds,
    String parameters) {

  public FoldOutcome {
    new FoldId(repeat, fold); // refuses what is none
    if (images < 1 || right < 0 || right > images) {
      throw new IllegalArgumentException(
          right + " of " + images + " images are right, expected 0 to all of at least 1");
    }
    if (accuracies == null
        || accuracies.isEmpty()
        || accuracies.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("accuracies are missing, expected one an epoch");
    }
    if (parameters == null) {
      throw new IllegalArgumentException("the digest of the parameters is missing");
    }
    accuracies = List.copyOf(accuracies);
  }

  public FoldId id() {
    return new FoldId(repeat, fold);
  }

  /** Share of the held-out images that is right. */
  public double accuracy() {
    return (double) right / images;
  }

  void write(Path file) throws IOException {
    JsonFile.write(file, this);
  }

  /**
   * Reads the file.
   *
   * @throws io.github.imagefeed.store.StoreException if it is damaged
   */
  static FoldOutcome read(Path file) throws IOException {
    return JsonFile.read(file, FoldOutcome.class, "remove it to train the fold again");
  }
}
