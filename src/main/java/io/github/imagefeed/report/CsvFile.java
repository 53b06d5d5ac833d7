package io.github.imagefeed.report;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * A CSV file (UTF-8) written row by row, for sets that need not fit into memory: under a temporary
 * name beside the file until {@link #finish}, so that it is whole or absent. Failures name the
 * file. One thread.
 */
final class CsvFile implements Closeable {

  private final Path file;
  private final Path temporary;
  private final BufferedWriter out;

  private CsvFile(Path file, Path temporary, BufferedWriter out) {
    this.file = file;
    this.temporary = temporary;
    this.out = out;
  }

  /**
   * Begins a file, making missing parents. It may replace a plain file whose first line begins like
   * its own, so one of the same kind, and nothing else.
   *
   * @param kind first columns, which say what the file holds
   * @param more further columns
   */
  static CsvFile create(Path file, List<String> kind, List<String> more) throws IOException {
    requireReplaceable(file, line(kind));
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Files.createDirectories(target.getParent());
      CsvFile csv = new CsvFile(file, temporary, Files.newBufferedWriter(temporary));
      List<String> header = new ArrayList<>(kind);
      header.addAll(more);
      try {
        csv.row(header);
        csv.out.flush(); // a full disk shows now
      } catch (IOException e) {
        csv.close();
        throw e;
      }
      return csv;
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  private static void requireReplaceable(Path file, String kind) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean same = false;
    if (Files.isRegularFile(file)) {
      byte[] expected = kind.getBytes(StandardCharsets.UTF_8);
      try (InputStream in = Files.newInputStream(file)) {
        same = Arrays.equals(in.readNBytes(expected.length), expected);
      }
    }
    if (!same) {
      throw new IOException(
          "cannot write "
              + file
              + ": exists and is no file that begins with '"
              + kind
              + "'; name another");
    }
  }

  /** Adds a row. */
  void row(List<?> cells) throws IOException {
    try {
      out.write(line(cells));
      out.write('\n');
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  private static String line(List<?> cells) {
    return CSVFormat.DEFAULT.format(cells.toArray());
  }

  /** Puts the file in its place. */
  void finish() throws IOException {
    try {
      out.close();
      Files.move(temporary, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  private static IOException named(Path file, IOException e) {
    String reason =
        e instanceof FileSystemException failure
            ? FileReason.of(failure) + ": " + failure.getFile()
            : e.getMessage();
    return new IOException("cannot write " + file + ": " + reason, e);
  }

  /** Removes what is not finished. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
