package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.store.LineLimit;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The file {@code labels.csv}: a header, then a row for each image in order, with its file, the
 * number of its label, the name of its class, and its checksum as 8 hex digits. Number and name say
 * the same, one for programs and one for people.
 */
final class PngLabels {

  static final List<String> HEADER = List.of("file", "label", "class", "crc32c");

  /** A row takes twice as many bytes at least: what a manifest counts is not believed before. */
  private static final int ROW_BYTES_AT_LEAST = 16;

  /** Beside the name of the class, of which quotes may be doubled. */
  private static final int ROW_CHARS = 256;

  static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private PngLabels() {}

  /** Bytes of a row. */
  static int rowBytes(Object... values) {
    String row = FORMAT.format(values) + FORMAT.getRecordSeparator();
    return row.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Reads the rows of the images that the manifest counts. There may be more rows, which a stopped
   * append or truncation leaves; they are checked like the others.
   *
   * @throws StoreException if the file is missing, or a row is not the one that belongs there
   */
  static PngRows read(Path file, StoreManifest manifest) throws IOException {
    int longest = manifest.classes().names().stream().mapToInt(String::length).max().orElse(0);
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        Reader reader = new LineLimit(text, file.toString(), ROW_CHARS + 2 * longest);
        CSVParser rows = CSVParser.parse(reader, FORMAT)) {
      return read(file, rows, manifest);
    } catch (NoSuchFileException e) {
      throw new StoreException(file + ": the file is missing", e);
    } catch (UncheckedIOException e) {
      throw requireDamage(file, e);
    }
  }

  /** The rows of a file whose writer was stopped, up to the first that is not whole. */
  static PngRows readFirst(Path file, StoreSpec spec) throws IOException {
    int[] labels = new int[spec.count()];
    int[] checksums = new int[spec.count()];
    int count = 0;
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = CSVParser.parse(reader, FORMAT)) {
      Iterator<CSVRecord> each = rows.iterator();
      if (each.hasNext() && each.next().toList().equals(HEADER)) {
        while (count < labels.length && each.hasNext()) {
          CSVRecord row = each.next();
          labels[count] = label(row, count, spec.classes());
          checksums[count] = PngRows.checksum(row.get(3));
          count++;
        }
      }
    } catch (UncheckedIOException e) {
      requireDamage(file, e);
    } catch (DamagedRowException | IllegalArgumentException e) {
      // the row that was being written; those before it are whole
    }
    return new PngRows(Arrays.copyOf(labels, count), Arrays.copyOf(checksums, count));
  }

  /**
   * Checks that the file begins as this program writes it for these images: spaces, quotes and line
   * ends, too. Rows that a stopped append or truncation has left may follow.
   *
   * @throws StoreException if it does not
   */
  static void requireAsWritten(Path file, StoreManifest manifest, PngRows rows) throws IOException {
    try (InputStream found = new BufferedInputStream(Files.newInputStream(file))) {
      requireRow(file, 1, found, HEADER.toArray());
      for (int i = 0; i < manifest.count(); i++) {
        int label = rows.label(i);
        String checksum = PngRows.hex(rows.checksum(i));
        requireRow(
            file,
            i + 2L,
            found,
            PngFiles.image(i),
            label,
            manifest.classes().name(label),
            checksum);
      }
    }
  }

  private static void requireRow(Path file, long row, InputStream found, Object... values)
      throws IOException {
    String text = FORMAT.format(values) + FORMAT.getRecordSeparator();
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(found.readNBytes(expected.length), expected)) {
      throw new StoreException(
          file + ": damaged: row " + row + " is not as it was written, '" + text.strip() + "'");
    }
  }

  private static void requireRows(Path file, int count) throws IOException {
    long bytes = Files.size(file);
    if (bytes / ROW_BYTES_AT_LEAST < count) {
      throw new StoreException(
          file + ": " + bytes + " bytes are too few for the manifest's " + count + " images");
    }
  }

  private static PngRows read(Path file, CSVParser parser, StoreManifest manifest)
      throws IOException {
    Iterator<CSVRecord> rows = parser.iterator();
    if (!rows.hasNext()) {
      throw new StoreException(file + ": empty, expected the header " + HEADER);
    }
    List<String> header = rows.next().toList();
    if (!header.equals(HEADER)) {
      throw new StoreException(file + ": line 1: found " + header + ", expected " + HEADER);
    }
    requireRows(file, manifest.count());
    int[] labels = new int[manifest.count()];
    int[] checksums = new int[manifest.count()];
    int count = 0;
    while (rows.hasNext()) {
      CSVRecord row = rows.next();
      long line = parser.getCurrentLineNumber();
      try {
        int label = label(row, count, manifest.classes());
        int checksum = PngRows.checksum(row.get(3));
        if (count < labels.length) {
          labels[count] = label;
          checksums[count] = checksum;
        }
      } catch (DamagedRowException | IllegalArgumentException e) {
        throw new StoreException(file + ": line " + line + ": " + e.getMessage(), e);
      }
      count++;
    }
    if (count < labels.length) {
      throw new StoreException(
          file + ": found " + count + " images, expected the manifest's " + labels.length);
    }
    return new PngRows(labels, checksums);
  }

  /** What the parser throws for damage, as our exception; what the device throws, as it is. */
  private static StoreException requireDamage(Path file, UncheckedIOException e)
      throws IOException {
    IOException cause = e.getCause();
    if (cause instanceof CharacterCodingException || cause instanceof CSVException) {
      return new StoreException(file + ": damaged, not UTF-8 CSV: " + cause.getMessage(), e);
    }
    throw cause;
  }

  private static int label(CSVRecord row, int index, ClassNames classes)
      throws DamagedRowException {
    if (row.size() != HEADER.size()) {
      throw new DamagedRowException(
          "found " + row.size() + " columns, expected " + HEADER.size() + ", " + HEADER);
    }
    requireEqual("file", row.get(0), PngFiles.image(index));
    int label;
    try {
      label = Integer.parseInt(row.get(1));
    } catch (NumberFormatException e) {
      label = -1;
    }
    if (!classes.contains(label)) {
      throw new DamagedRowException(
          "found label '" + row.get(1) + "', expected 0 to " + (classes.size() - 1));
    }
    requireEqual("class", row.get(2), classes.name(label));
    return label;
  }

  private static void requireEqual(String column, String found, String expected)
      throws DamagedRowException {
    if (!found.equals(expected)) {
      throw new DamagedRowException(
          "found " + column + " '" + found + "', expected '" + expected + "'");
    }
  }

  /** What is wrong with a row; the caller adds file and line. */
  private static final class DamagedRowException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedRowException(String message) {
      super(message);
    }
  }
}
