package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.List;
import java.util.Optional;

/** Epochs that began with nothing of the store in the page cache. */
final class ColdTable {

  private static final double MILLI = 1e3;
  private static final double MEGA = 1e-6;

  private ColdTable() {}

  /** The table and a line on what it shows; empty where no cold epoch was measured. */
  static Optional<String> render(RunResult result) {
    Readings readings = new Readings(result);
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("cold\nstore"),
                TextTable.left("order"),
                TextTable.right("median\ns"),
                TextTable.right("lowest\ns"),
                TextTable.right("highest\ns"),
                TextTable.right("plain\nread s"),
                TextTable.right("× plain\nread"),
                TextTable.right("first\nbatch ms"),
                TextTable.right("device\nMB")));
    int epochs = 0;
    for (String format : readings.labels()) {
      for (String order : readings.orders(MetricNames.EPOCH_COLD, format)) {
        Measurement cold = result.find(MetricNames.EPOCH_COLD, format, order).orElseThrow();
        epochs = Math.max(epochs, cold.samples().size());
        table.row(
            List.of(
                format,
                order,
                Figures.plain(cold.median()),
                Figures.plain(cold.min()),
                Figures.plain(cold.max()),
                cell(readings.median(MetricNames.PLAIN_READ_COLD, format, order), 1),
                cell(readings.median(MetricNames.TIMES_PLAIN_READ, format, order), 1),
                cell(readings.median(MetricNames.FIRST_BATCH_COLD, format, order), MILLI),
                cell(readings.median(MetricNames.DEVICE_READ_COLD, format, order), MEGA)));
      }
    }
    return epochs == 0
        ? Optional.empty()
        : Optional.of(table.withoutMissingColumns().render() + "\n\n" + note(epochs));
  }

  private static String cell(Optional<Double> value, double scale) {
    return value.map(v -> Figures.plain(v * scale)).orElse(TextTable.MISSING);
  }

  private static String note(int epochs) {
    return TextWrap.wrap(
        "Seconds to load every training image once, medians of "
            + epochs
            + ", each begun after the store's files were dropped from the page cache, by"
            + " madvise(PAGEOUT) and posix_fadvise(DONTNEED), and mincore() had found less than 1 %"
            + " of them there (folders and inodes stay cached). Plain read:"
            + " the same files read front to back, as cold, in the same round.");
  }
}
