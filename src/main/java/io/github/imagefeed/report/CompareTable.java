package io.github.imagefeed.report;

import static io.github.imagefeed.result.OrderNames.SEQUENTIAL;
import static io.github.imagefeed.result.OrderNames.SHUFFLED;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The main table of a comparison: one row per format, in the order memory, png, lmdb, hdf5, others;
 * below it what each column means, how many samples are behind it and how far they spread.
 *
 * <ul>
 *   <li>What was not measured for one format shows as a dash; a column that no format has is left
 *       out.
 *   <li>Lines have at most {@value TextWrap#WIDTH} code points, unless a format's name alone makes
 *       the table wider.
 * </ul>
 */
public final class CompareTable {

  /** A column: its header, and its cell for a format. */
  private record Column(String header, Function<String, Optional<String>> cell) {}

  private final Readings readings;

  private CompareTable(Readings readings) {
    this.readings = readings;
  }

  /** The table and its legend as text. */
  public static String render(RunResult result) {
    return new CompareTable(new Readings(result)).text();
  }

  private String text() {
    List<String> formats = readings.labels();
    if (formats.isEmpty()) {
      return "Nothing was measured.";
    }
    TextTable table = table(formats, true);
    if (table.width() > TextWrap.WIDTH) {
      // The rate says the same as the load time, so it is the column to miss least.
      table = table(formats, false);
    }
    Stream<Optional<String>> parts =
        Stream.of(
            readings.heading(),
            Optional.of(table.render()),
            CompareLegend.columns(readings),
            CompareLegend.spread(readings));
    return String.join("\n\n", parts.flatMap(Optional::stream).toList());
  }

  private TextTable table(List<String> formats, boolean withRate) {
    List<Column> columns =
        Stream.concat(
                Stream.concat(storage(), loading().filter(c -> withRate || !isRate(c))), training())
            .toList();
    TextTable table =
        new TextTable(
            Stream.concat(
                    Stream.of(TextTable.left("format")),
                    columns.stream().map(c -> TextTable.right(c.header())))
                .toList());
    for (String format : formats) {
      table.row(
          Stream.concat(
                  Stream.of(format),
                  columns.stream().map(c -> c.cell().apply(format).orElse(TextTable.MISSING)))
              .toList());
    }
    return table.withoutMissingColumns();
  }

  private Stream<Column> storage() {
    return Stream.of(
        new Column("write\ns", median(MetricNames.STORE_WRITE, Figures::plain)),
        new Column("on disk\nMB", median(MetricNames.DISK_BYTES, Figures::megabytes)));
  }

  private Stream<Column> loading() {
    return Stream.of(
        new Column("seq.\nload\ns", f -> load(f, SEQUENTIAL)),
        new Column("×\nmemory", f -> readings.timesMemory(f, SEQUENTIAL).map(Figures::plain)),
        new Column("shuf.\nload\ns", f -> load(f, SHUFFLED)),
        new Column("×\nmemory", f -> readings.timesMemory(f, SHUFFLED).map(Figures::plain)),
        new Column(
            "shuffled\nimages/s", f -> readings.imagesPerSecond(f, SHUFFLED).map(Figures::plain)));
  }

  private Stream<Column> training() {
    return Stream.of(
        new Column("train\nepoch\ns", median(MetricNames.TRAIN_EPOCH, Figures::plain)),
        new Column("wait-\ning\n%", f -> readings.waitShare(f).map(Figures::percent)),
        new Column("over-\nhead\n%", median(MetricNames.TRAIN_OVERHEAD, Figures::percent)),
        new Column(
            "test\nacc.\n%",
            f ->
                readings
                    .find(MetricNames.TEST_ACCURACY, f)
                    .map(Measurement::last)
                    .map(Figures::percent)));
  }

  private static boolean isRate(Column column) {
    return column.header().endsWith("images/s");
  }

  private Optional<String> load(String format, String order) {
    return readings.load(format, order).map(Measurement::median).map(Figures::plain);
  }

  private Function<String, Optional<String>> median(String name, Function<Double, String> figure) {
    return format -> readings.find(name, format).map(Measurement::median).map(figure);
  }
}
