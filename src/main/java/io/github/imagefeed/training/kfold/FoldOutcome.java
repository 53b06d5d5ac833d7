package io.github.imagefeed.training.kfold;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  public FoldOutcome {
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
    ExperimentFile.replace(file, GSON.toJson(this));
  }

  static FoldOutcome read(Path file) throws IOException {
    try {
      FoldOutcome outcome = GSON.fromJson(Files.readString(file), FoldOutcome.class);
      if (outcome == null || outcome.images() < 1 || outcome.parameters() == null) {
        throw new IOException(file + ": damaged, a field is missing; remove it to train again");
      }
      return outcome;
    } catch (JsonParseException | CharacterCodingException | NullPointerException e) {
      throw new IOException(
          file + ": damaged, remove it to train the fold again: " + e.getMessage(), e);
    }
  }
}
