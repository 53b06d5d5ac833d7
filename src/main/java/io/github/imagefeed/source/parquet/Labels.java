package io.github.imagefeed.source.parquet;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.source.NumberedClasses;
import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of all files of a set. They are few bytes, so they are read once and held.
 *
 * @param classes of all files together
 * @param byTable the label of each row of each file, in the order of the files
 */
record Labels(ClassNames classes, List<int[]> byTable) {

  private static final int MAX_NAME_BYTES = 4096;

  /**
   * Reads the labels.
   *
   * @param tables at least one
   * @throws SourceException if files differ in kind of label or class names, or a label is none
   */
  static Labels read(List<Table> tables) throws IOException {
    Table first = tables.get(0);
    for (Table table : tables) {
      if (table.label().isText() != first.label().isText()
          || !table.names().equals(first.names())) {
        throw new SourceException(
            table.file()
                + ": its labels or class names are others than in "
                + first.file()
                + ", expected the files of one set");
      }
    }
    return first.label().isText() ? texts(tables) : numbers(tables);
  }

  private static Labels numbers(List<Table> tables) throws IOException {
    List<int[]> all = new ArrayList<>();
    int largest = 0;
    for (Table table : tables) {
      int[] labels = table.state().intact(() -> numbers(table));
      largest = Math.max(largest, Arrays.stream(labels).max().orElse(0));
      all.add(labels);
    }
    Table first = tables.get(0);
    return new Labels(
        first.names().isPresent()
            ? named(first, first.names().get())
            : NumberedClasses.upTo(largest),
        all);
  }

  private static int[] numbers(Table table) throws IOException {
    int[] labels = new int[0];
    try (ColumnCursor cursor = table.labelCursor()) {
      for (int row = 0; row < table.rows(); row++) {
        labels = roomFor(labels, row, table.rows());
        labels[row] = NumberedClasses.checked(table.name(row), cursor.number(row));
        if (table.names().isPresent() && labels[row] >= table.names().get().size()) {
          throw new SourceException(
              String.format(
                  "%s: label is %d, expected 0 to %d, as the file names its classes",
                  table.name(row), labels[row], table.names().get().size() - 1));
        }
      }
    }
    return labels;
  }

  private static Labels texts(List<Table> tables) throws IOException {
    Map<String, Integer> found = new HashMap<>();
    List<int[]> all = new ArrayList<>();
    for (Table table : tables) {
      all.add(table.state().intact(() -> texts(table, found)));
    }
    List<String> names = new ArrayList<>(found.keySet());
    Collections.sort(names);
    int[] sorted = new int[names.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[found.get(names.get(i))] = i;
    }
    for (int[] labels : all) {
      Arrays.setAll(labels, i -> sorted[labels[i]]);
    }
    return new Labels(named(tables.get(0), names), all);
  }

  /** The number of each text, a new one having the next. */
  private static int[] texts(Table table, Map<String, Integer> found) throws IOException {
    int[] labels = new int[0];
    try (ColumnCursor cursor = table.labelCursor()) {
      for (int row = 0; row < table.rows(); row++) {
        byte[] text = cursor.bytes(row);
        if (text.length > MAX_NAME_BYTES || found.size() > NumberedClasses.MAX_LABEL) {
          throw new SourceException(
              String.format(
                  "%s: label is a text of %d bytes after %d others, expected at most %d of %d",
                  table.name(row),
                  text.length,
                  found.size(),
                  NumberedClasses.MAX_LABEL,
                  MAX_NAME_BYTES));
        }
        labels = roomFor(labels, row, table.rows());
        String name = new String(text, StandardCharsets.UTF_8);
        labels[row] = found.computeIfAbsent(name, unused -> found.size());
      }
    }
    return labels;
  }

  private static ClassNames named(Table table, List<String> names) throws SourceException {
    try {
      return new ClassNames(names);
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          table.file() + ": classes of " + table.label().name() + ": " + e.getMessage(), e);
    }
  }

  /** Grows with what was read, and not with what a file claims to hold. */
  private static int[] roomFor(int[] labels, int row, int rows) {
    return row < labels.length
        ? labels
        : Arrays.copyOf(labels, Math.min(rows, Math.max(1024, 2 * row)));
  }
}
