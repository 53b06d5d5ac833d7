package io.github.imagefeed.report;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Text files that are whole or absent. */
public final class TextFiles {

  /** Of a file that is read in one piece: the results of storage runs have some 100 kB. */
  private static final long MAX_BYTES = 1 << 28;

  private TextFiles() {}

  /**
   * Reads a file.
   *
   * @throws java.nio.charset.CharacterCodingException if it is no UTF-8
   * @throws IOException if it has more than 256 MiB, naming the file
   */
  static String read(Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MAX_BYTES) {
      throw new IOException(file + " has " + bytes + " bytes, expected at most " + MAX_BYTES);
    }
    return Files.readString(file);
  }

  /**
   * Writes under a temporary name beside the file, then renames; makes missing parents.
   *
   * @throws IOException naming the file
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Files.createDirectories(target.getParent());
      try {
        Files.writeString(temporary, text);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      String reason =
          e instanceof FileSystemException failure
              ? FileReason.of(failure) + ": " + failure.getFile()
              : e.getMessage();
      throw new IOException("cannot write " + file + ": " + reason, e);
    }
  }
}
