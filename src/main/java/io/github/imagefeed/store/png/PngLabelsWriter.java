package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Adds rows to {@code labels.csv}, as {@link PngLabels} describes it. One thread at a time. */
final class PngLabelsWriter implements Closeable {

  /** After so many rows they are handed to the system. */
  private static final int SAFE_ROWS = 16;

  /** Any checksum is as long. */
  private static final String SOME_CHECKSUM = "00000000";

  /** Closed by itself, too: on a full disk a writer fails to flush and leaves its file open. */
  private final OutputStream file;

  private final BufferedWriter out;
  private final ClassNames classes;
  private int index;

  /** Starts a file. */
  PngLabelsWriter(Path path, ClassNames classes) throws IOException {
    this(
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        classes,
        0);
    PngLabels.FORMAT.printRecord(out, PngLabels.HEADER.toArray());
  }

  /** Goes on with a file of so many rows. */
  PngLabelsWriter(Path path, ClassNames classes, int rows) throws IOException {
    this(Files.newOutputStream(path, StandardOpenOption.APPEND), classes, rows);
  }

  private PngLabelsWriter(OutputStream file, ClassNames classes, int rows) {
    this.classes = classes;
    this.file = file;
    this.out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
    this.index = rows;
  }

  void append(int label, int checksum) throws IOException {
    PngLabels.FORMAT.printRecord(
        out, PngFiles.image(index), label, classes.name(label), PngRows.hex(checksum));
    index++;
    if (index % SAFE_ROWS == 0) {
      out.flush(); // if the program is killed, images without rows are lost
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      out.close();
    }
  }

  /** Starts the file anew, under a name that nobody reads until {@link #commit}. */
  static PngLabelsWriter rewrite(Path root, ClassNames classes) throws IOException {
    Path file = root.resolve(PngFiles.LABELS + PngFiles.UNFINISHED);
    Files.deleteIfExists(file); // of a stopped program
    return new PngLabelsWriter(file, classes);
  }

  /** Puts the file that was started anew, and is closed, on the device. */
  static void prepare(Path root) throws IOException {
    Trees.force(root.resolve(PngFiles.LABELS + PngFiles.UNFINISHED));
  }

  /** Puts the prepared file in place of the one before; not yet forced. */
  static void commit(Path root) throws IOException {
    Files.move(
        root.resolve(PngFiles.LABELS + PngFiles.UNFINISHED),
        root.resolve(PngFiles.LABELS),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Bytes of the file of a store whose labels are spread evenly over its classes; or, as a bound,
   * are all the longest.
   */
  static long bytes(StoreSpec spec, boolean most) {
    double sum = 0;
    int longest = 0;
    int classes = spec.classes().size();
    for (int label = 0; label < classes; label++) {
      String name = spec.classes().name(label);
      int bytes =
          PngLabels.rowBytes(PngFiles.image(0), label, name, SOME_CHECKSUM)
              - PngFiles.image(0).length();
      sum += bytes;
      longest = Math.max(longest, bytes);
    }
    double row = most ? longest : sum / classes;
    return PngLabels.rowBytes(PngLabels.HEADER.toArray())
        + PngFiles.namesBytes(spec.count())
        + Math.round(row * spec.count());
  }
}
