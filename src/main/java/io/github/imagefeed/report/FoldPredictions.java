package io.github.imagefeed.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Predictions of all folds in one file: each image once a repeat, by a network new to it. */
public final class FoldPredictions {

  private static final List<String> WHICH = List.of("repeat", "fold");

  private FoldPredictions() {}

  /**
   * The predictions of one fold, as {@link EvaluationFiles} writes them.
   *
   * @param repeat from 1
   * @param fold from 1
   */
  public record Part(int repeat, int fold, Path file) {}

  /** Joins the parts in their order; a file of the same kind is replaced, others are not. */
  public static void join(List<Part> parts, Path file) throws IOException {
    try (CsvFile joined = CsvFile.create(file, WHICH, EvaluationFiles.PREDICTIONS)) {
      for (Part part : parts) {
        try (Reader reader = Files.newBufferedReader(part.file());
            CSVParser rows =
                CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)) {
          for (CSVRecord row : rows) {
            List<Object> cells = new ArrayList<>(List.of(part.repeat(), part.fold()));
            row.forEach(cells::add);
            joined.row(cells);
          }
        }
      }
      joined.finish();
    }
  }
}
