package io.github.imagefeed.convert;

import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.store.LineLimit;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads which images belong together and must not be divided between folds: a CSV file (RFC 4180,
 * UTF-8) whose header has a column {@code group}, with a row for each image in their order. Other
 * columns are for people.
 */
public final class Groups {

  /** Columns for people included. */
  private static final int LINE_CHARS = 1 << 20;

  private static final String COLUMN = "group";

  /** What spreadsheets put in front of UTF-8. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private Groups() {}

  /**
   * Reads a file.
   *
   * @param images how many there are, in the order in which they are imported or lie in a store
   * @return the group of each image: numbers from 0 in the order in which names first appear
   * @throws SourceException if the file is not such a file, has a row too many or too few, or an
   *     empty name; the message names file and line
   */
  public static int[] read(Path file, int images) throws IOException {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        Reader reader = new LineLimit(text, file.toString(), LINE_CHARS);
        CSVParser rows = CSVParser.parse(reader, CSVFormat.RFC4180)) {
      return read(file, rows, images);
    } catch (CharacterCodingException e) {
      throw new SourceException(file + ": not UTF-8", e);
    } catch (CSVException e) {
      throw new SourceException(file + ": not CSV: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      if (cause instanceof CharacterCodingException || cause instanceof CSVException) {
        throw new SourceException(file + ": not UTF-8 CSV: " + cause.getMessage(), e);
      }
      throw cause instanceof StoreException ? tooLong(cause) : cause;
    } catch (StoreException e) {
      throw tooLong(e);
    }
  }

  /** Here the file is a source's. */
  private static SourceException tooLong(IOException line) {
    return new SourceException(line.getMessage(), line);
  }

  private static int[] read(Path file, CSVParser parser, int images) throws SourceException {
    Iterator<CSVRecord> rows = parser.iterator();
    int column = column(file, rows);
    int[] groups = new int[images];
    Map<String, Integer> known = new HashMap<>();
    int count = 0;
    while (rows.hasNext()) {
      CSVRecord row = rows.next();
      long line = parser.getCurrentLineNumber();
      if (count == images) {
        throw new SourceException(
            file
                + ": line "
                + line
                + ": a group for more than the "
                + images
                + " images, expected one row an image");
      }
      if (row.size() <= column || row.get(column).isBlank()) {
        throw new SourceException(
            file + ": line " + line + ": no group for image " + count + ", expected a name");
      }
      String name = row.get(column);
      groups[count++] = known.computeIfAbsent(name, added -> known.size());
    }
    if (count < images) {
      throw new SourceException(
          file
              + ": ends at line "
              + parser.getCurrentLineNumber()
              + " with groups for "
              + count
              + " images, expected one row for each of "
              + images);
    }
    return groups;
  }

  private static int column(Path file, Iterator<CSVRecord> rows) throws SourceException {
    List<String> header = rows.hasNext() ? rows.next().toList() : List.of();
    for (int column = 0; column < header.size(); column++) {
      String name = header.get(column);
      if (column == 0 && name.startsWith(BYTE_ORDER_MARK)) {
        name = name.substring(BYTE_ORDER_MARK.length());
      }
      if (name.equals(COLUMN)) {
        return column;
      }
    }
    throw new SourceException(
        file + ": line 1: found the columns " + header + ", expected one named '" + COLUMN + "'");
  }
}
