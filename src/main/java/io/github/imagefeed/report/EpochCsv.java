package io.github.imagefeed.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The log of a training, a CSV file (UTF-8) that grows by one line an epoch.
 *
 * <ul>
 *   <li>The first line names the columns, the first of which is {@value #EPOCH}, from 1; epochs
 *       only go up.
 *   <li>Each line is written at once, whole, and forced to the device: the checkpoint that follows
 *       it will be, and a machine that stops must not leave that without the line.
 *   <li>Numbers are written as Java writes them, so reading them gives the same; a column without a
 *       value is empty.
 *   <li>Failures name the file. One thread.
 * </ul>
 */
public final class EpochCsv implements Closeable {

  /** Name of the first column. */
  public static final String EPOCH = "epoch";

  private final Path file;
  private final List<String> columns;
  private final FileChannel out;
  private int last;

  private EpochCsv(Path file, List<String> columns, int last) throws IOException {
    this.file = file;
    this.columns = columns;
    this.last = last;
    this.out = FileChannel.open(file, StandardOpenOption.APPEND);
  }

  /**
   * Starts a new log in an existing folder.
   *
   * @param columns names in order, each once, {@value #EPOCH} first
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file
   */
  public static EpochCsv create(Path file, List<String> columns) throws IOException {
    List<String> checked = checked(columns);
    Files.writeString(file, line(checked), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new EpochCsv(file, checked, 0);
  }

  /**
   * Goes on with a log after {@code epochs} epochs: keeps their lines, drops later ones and a last
   * line that was cut, and begins anew where there is no file, or not even a whole first line.
   *
   * @param columns the same as before
   * @param epochs finished epochs that the training goes on from, 0 or more
   * @throws IOException if the file has other columns or is damaged; it stays as it was
   */
  public static EpochCsv resume(Path file, List<String> columns, int epochs) throws IOException {
    List<String> checked = checked(columns);
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs are " + epochs + ", expected 0 or more");
    }
    StringBuilder kept = new StringBuilder(line(checked));
    int last = 0;
    List<List<String>> rows =
        Files.exists(file) && !isCutHeader(file, checked) ? rows(file, checked) : List.of();
    for (List<String> row : rows) {
      int epoch = epoch(file, row, checked.size(), last);
      if (epoch > epochs) {
        break;
      }
      kept.append(line(row));
      last = epoch;
    }
    TextFiles.write(file, kept.toString());
    return new EpochCsv(file, checked, last);
  }

  /** As a process leaves it that is killed, or a machine that stops, at the very beginning. */
  private static boolean isCutHeader(Path file, List<String> columns) throws IOException {
    byte[] header = line(columns).getBytes(StandardCharsets.UTF_8);
    if (Files.size(file) >= header.length) {
      return false;
    }
    byte[] there = Files.readAllBytes(file);
    return Arrays.equals(there, 0, there.length, header, 0, Math.min(there.length, header.length));
  }

  private static List<String> checked(List<String> columns) {
    Set<String> names = new HashSet<>(columns);
    if (columns.isEmpty() || !columns.get(0).equals(EPOCH) || names.size() != columns.size()) {
      throw new IllegalArgumentException(
          "columns are " + columns + ", expected different names, '" + EPOCH + "' first");
    }
    columns.forEach(EpochCsv::requireOneLine);
    return List.copyOf(columns);
  }

  /** The rows below the header, without one at the end that has no line break. */
  private static List<List<String>> rows(Path file, List<String> columns) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try {
      String text = TextFiles.read(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      try (CSVParser parser = CSVParser.parse(new StringReader(whole), CSVFormat.DEFAULT)) {
        for (CSVRecord row : parser) {
          rows.add(row.toList());
        }
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": damaged, not UTF-8 text", e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw new IOException(file + ": damaged, not CSV: " + e.getCause().getMessage(), e);
      }
      throw e.getCause();
    }
    if (rows.isEmpty() || !rows.get(0).equals(columns)) {
      throw new IOException(
          file
              + ": has the columns "
              + (rows.isEmpty() ? List.of() : rows.get(0))
              + ", expected "
              + columns
              + "; move it away to go on without it");
    }
    return rows.subList(1, rows.size());
  }

  private static int epoch(Path file, List<String> row, int columns, int last) throws IOException {
    int epoch;
    try {
      epoch = Integer.parseInt(row.get(0));
    } catch (NumberFormatException e) {
      epoch = 0;
    }
    if (epoch <= last || row.size() != columns) {
      throw new IOException(
          file
              + ": damaged after epoch "
              + last
              + ": found "
              + row
              + ", expected a later epoch and "
              + columns
              + " columns");
    }
    return epoch;
  }

  /**
   * Adds the line of an epoch.
   *
   * @param values by column; {@value #EPOCH} is required, columns that are not here stay empty
   * @throws IllegalArgumentException if a name is no column, or the epoch is not after the last one
   */
  public void append(Map<String, ?> values) throws IOException {
    for (String name : values.keySet()) {
      if (!columns.contains(name)) {
        throw new IllegalArgumentException("'" + name + "' is no column of " + columns);
      }
    }
    if (!(values.get(EPOCH) instanceof Integer epoch) || epoch <= last) {
      throw new IllegalArgumentException(
          EPOCH + " is " + values.get(EPOCH) + ", expected a whole number after " + last);
    }
    List<String> cells = new ArrayList<>();
    for (String column : columns) {
      cells.add(values.containsKey(column) ? values.get(column).toString() : "");
    }
    cells.forEach(EpochCsv::requireOneLine);
    try {
      ByteBuffer line = ByteBuffer.wrap(line(cells).getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        out.write(line); // all of it at the first time, but on a full disk
      }
      out.force(false);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    last = epoch;
  }

  private static void requireOneLine(String cell) {
    if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("'" + cell + "' has a line break, expected none");
    }
  }

  private static String line(List<String> cells) {
    return CSVFormat.DEFAULT.format(cells.toArray()) + "\n";
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
