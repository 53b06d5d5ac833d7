package io.github.imagefeed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plain-text table with aligned columns, two spaces between them and a line of dashes below the
 * header. Widths count code points. A header may have several lines, set against the bottom; a cell
 * has one.
 */
public final class TextTable {

  /** Stands in a cell whose value was not measured. */
  public static final String MISSING = "–";

  private static final String GAP = "  ";

  private enum Align {
    LEFT,
    RIGHT
  }

  /** Header and alignment of a column. */
  public static final class Column {
    private final List<String> header;
    private final Align align;

    private Column(String header, Align align) {
      this.header = header.lines().toList();
      this.align = align;
    }
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A column of words. */
  public static Column left(String header) {
    return new Column(header, Align.LEFT);
  }

  /** A column of numbers. */
  public static Column right(String header) {
    return new Column(header, Align.RIGHT);
  }

  /**
   * Appends a row.
   *
   * @throws IllegalArgumentException if there is not one cell per column, or a cell has a line
   *     break
   */
  public void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "row has " + cells.size() + " cells, expected " + columns.size() + ": " + cells);
    }
    for (String cell : cells) {
      if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
        throw new IllegalArgumentException("cell '" + cell + "' has a line break, expected none");
      }
    }
    rows.add(List.copyOf(cells));
  }

  /** The same table less the columns in which every cell is {@link #MISSING}. */
  public TextTable withoutMissingColumns() {
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(c -> rows.stream().anyMatch(row -> !row.get(c).equals(MISSING)))
            .boxed()
            .toList();
    TextTable table = new TextTable(kept.stream().map(columns::get).toList());
    rows.forEach(row -> table.row(kept.stream().map(row::get).toList()));
    return table;
  }

  /** Width of the widest line, in code points. */
  public int width() {
    return IntStream.range(0, columns.size()).map(this::width).sum()
        + GAP.length() * Math.max(0, columns.size() - 1);
  }

  /** The table as text; no line ends in spaces. */
  public String render() {
    List<String> lines = new ArrayList<>();
    int headerLines = columns.stream().mapToInt(c -> c.header.size()).max().orElse(0);
    for (int i = 0; i < headerLines; i++) {
      int fromBottom = headerLines - i;
      lines.add(line(columns.stream().map(c -> headerLine(c, fromBottom)).toList()));
    }
    lines.add("-".repeat(width()));
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines);
  }

  private static String headerLine(Column column, int fromBottom) {
    int line = column.header.size() - fromBottom;
    return line < 0 ? "" : column.header.get(line);
  }

  private String line(List<String> cells) {
    List<String> padded = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      String cell = cells.get(c);
      String padding = " ".repeat(width(c) - codePoints(cell));
      padded.add(columns.get(c).align == Align.LEFT ? cell + padding : padding + cell);
    }
    return String.join(GAP, padded).stripTrailing();
  }

  private int width(int column) {
    int header =
        columns.get(column).header.stream().mapToInt(TextTable::codePoints).max().orElse(0);
    int cells = rows.stream().mapToInt(row -> codePoints(row.get(column))).max().orElse(0);
    return Math.max(header, cells);
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
