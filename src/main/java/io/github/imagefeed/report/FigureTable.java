package io.github.imagefeed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of texts.
 *
 * @param caption what it shows; may be empty
 * @param columns headers, in order
 * @param rows cells, as many a row as there are columns
 */
public record FigureTable(String caption, List<Column> columns, List<List<String>> rows) {

  /** Where something was not measured. */
  static final String MISSING = "–";

  /**
   * A column.
   *
   * @param number whether its cells are numbers, which line up at their right
   */
  public record Column(String header, boolean number) {
    static Column text(String header) {
      return new Column(header, false);
    }

    static Column number(String header) {
      return new Column(header, true);
    }
  }

  public FigureTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row " + row + " has " + row.size() + " cells, expected " + columns.size());
      }
    }
  }

  /** The same without columns in which nothing was measured. */
  FigureTable withoutMissingColumns() {
    int[] kept =
        IntStream.range(0, columns.size())
            .filter(c -> rows.stream().anyMatch(row -> !row.get(c).equals(MISSING)))
            .toArray();
    List<List<String>> shown = new ArrayList<>();
    for (List<String> row : rows) {
      shown.add(IntStream.of(kept).mapToObj(row::get).toList());
    }
    return new FigureTable(caption, IntStream.of(kept).mapToObj(columns::get).toList(), shown);
  }
}
