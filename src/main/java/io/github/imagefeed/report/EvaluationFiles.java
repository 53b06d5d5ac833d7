package io.github.imagefeed.report;

import io.github.imagefeed.result.ConfusionMatrix;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation leaves for spreadsheets and data frames, as far as it is asked for, as CSV:
 *
 * <ul>
 *   <li>predictions, a row an image: {@code index} in the store, {@code label} and {@code class} it
 *       has, {@code predicted} label and {@code predicted_class}, {@code probability} of that one;
 *   <li>the confusion matrix, a row a class: {@code label}, {@code class}, then the number of its
 *       images taken for each class, whose names are the header's.
 * </ul>
 *
 * Both files are begun at once, so that a long evaluation does not fail at its end, and appear with
 * {@link #finish}, whole. One thread.
 */
public final class EvaluationFiles implements Closeable {

  static final List<String> PREDICTIONS =
      List.of("index", "label", "class", "predicted", "predicted_class", "probability");

  private static final List<String> CONFUSION = List.of("label", "class");

  private final List<String> classes;
  private final Optional<CsvFile> predictions;
  private final Optional<CsvFile> confusion;

  private EvaluationFiles(
      List<String> classes, Optional<CsvFile> predictions, Optional<CsvFile> confusion) {
    this.classes = classes;
    this.predictions = predictions;
    this.confusion = confusion;
  }

  /**
   * Begins the files; those of the same kind are replaced, others are not.
   *
   * @param classes names, in the order of the labels
   * @throws IOException if a file cannot be written; names it
   */
  public static EvaluationFiles create(
      Optional<Path> predictions, Optional<Path> confusion, List<String> classes)
      throws IOException {
    Optional<CsvFile> first =
        predictions.isPresent()
            ? Optional.of(CsvFile.create(predictions.get(), PREDICTIONS, List.of()))
            : Optional.empty();
    try {
      Optional<CsvFile> second =
          confusion.isPresent()
              ? Optional.of(CsvFile.create(confusion.get(), CONFUSION, classes))
              : Optional.empty();
      return new EvaluationFiles(List.copyOf(classes), first, second);
    } catch (IOException e) {
      if (first.isPresent()) {
        first.get().close();
      }
      throw e;
    }
  }

  /** Adds an image. */
  public void image(int index, int label, int predicted, float probability) throws IOException {
    if (predictions.isPresent()) {
      predictions
          .get()
          .row(
              List.of(
                  index,
                  label,
                  classes.get(label),
                  predicted,
                  classes.get(predicted),
                  probability));
    }
  }

  /** Puts the predictions in their place; for those who asked for no matrix. */
  public void finish() throws IOException {
    if (predictions.isPresent()) {
      predictions.get().finish();
    }
  }

  /** Writes the matrix and puts the files in their places. */
  public void finish(ConfusionMatrix matrix) throws IOException {
    finish();
    if (confusion.isPresent()) {
      for (int label = 0; label < classes.size(); label++) {
        List<Object> row = new ArrayList<>(List.of(label, classes.get(label)));
        for (int predicted = 0; predicted < classes.size(); predicted++) {
          row.add(matrix.count(label, predicted));
        }
        confusion.get().row(row);
      }
      confusion.get().finish();
    }
  }

  /** Removes what is not finished. */
  @Override
  public void close() throws IOException {
    try {
      if (predictions.isPresent()) {
        predictions.get().close();
      }
    } finally {
      if (confusion.isPresent()) {
        confusion.get().close();
      }
    }
  }
}
