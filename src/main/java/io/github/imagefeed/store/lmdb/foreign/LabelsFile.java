package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.store.LineLimit;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with the labels of images, as {@link LmdbHints} describes it. */
final class LabelsFile {

  private static final int MAX_LINE = 4096;

  private final Path file;
  private final LabelTexts labels;
  private final List<String> keys;
  private final Map<String, Integer> places = new HashMap<>();
  private int rows;

  private LabelsFile(Path file, List<String> keys) {
    this.file = file;
    this.labels = new LabelTexts(keys.size());
    this.keys = keys;
    for (String key : keys) {
      places.put(key, places.size());
    }
  }

  /**
   * Reads the labels of images.
   *
   * @param keys of the images in order, each different
   */
  static LabelTexts read(Path file, List<String> keys) throws IOException {
    LabelsFile labels = new LabelsFile(file, keys);
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        Reader lines = new LineLimit(text, file.toString(), MAX_LINE);
        CSVParser rows = CSVParser.parse(lines, CSVFormat.RFC4180)) {
      labels.read(rows);
    } catch (NoSuchFileException e) {
      throw new StoreException(file + ": no such file, expected labels", e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof StoreException cause) {
        throw cause;
      }
      throw new StoreException(file + ": is no CSV file: " + e.getMessage(), e);
    }
    return labels.labels;
  }

  private void read(CSVParser parser) throws StoreException {
    for (CSVRecord row : parser) {
      if (parser.getRecordNumber() > 1 || !isHeader(row)) {
        add(row);
      }
    }
    if (rows < keys.size()) {
      String key = labels.missing().map(keys::get).orElse("");
      throw new StoreException(
          file + ": " + rows + " labels for " + keys.size() + " images, none for '" + key + "'");
    }
  }

  private static boolean isHeader(CSVRecord row) {
    String last = row.get(row.size() - 1).strip().toLowerCase(Locale.ROOT);
    return last.equals("label") || last.equals("class");
  }

  private void add(CSVRecord row) throws StoreException {
    String where = file + ": row " + row.getRecordNumber() + ": ";
    if (row.size() > 2) {
      throw new StoreException(
          where + row.size() + " columns, expected a key and a label, or labels alone");
    }
    int image = rows;
    if (row.size() == 2) {
      Integer place = places.get(row.get(0));
      if (place == null) {
        throw new StoreException(
            where
                + "'"
                + row.get(0)
                + "' is no key of the environment, the first is '"
                + keys.get(0)
                + "'; give keys, or labels alone in the order of keys");
      }
      image = place;
    } else if (rows == keys.size()) {
      throw new StoreException(where + "there are only " + keys.size() + " images");
    }
    if (!labels.put(image, row.get(row.size() - 1).strip())) {
      throw new StoreException(where + "a second label for '" + keys.get(image) + "'");
    }
    rows++;
  }
}
