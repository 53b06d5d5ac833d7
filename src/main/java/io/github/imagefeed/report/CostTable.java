package io.github.imagefeed.report;

import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.List;
import java.util.Optional;

/** What goes into an epoch's load time, and what it feels like to whoever waits for its batches. */
final class CostTable {

  private static final double MILLI = 1e3;
  private static final double MICRO = 1e6;
  private static final double MEGA = 1e-6;

  private CostTable() {}

  /** The table and a line on what it shows; empty where only load times were measured. */
  static Optional<String> render(RunResult result) {
    Readings readings = new Readings(result);
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("store"),
                TextTable.left("order"),
                TextTable.right("bytes\nonly s"),
                TextTable.right("×\ncopy"),
                TextTable.right("CPU\ns"),
                TextTable.right("heap\nB/batch"),
                TextTable.right("first\nbatch ms"),
                TextTable.right("wait µs\np50"),
                TextTable.right("\np99"),
                TextTable.right("device\nMB")));
    boolean any = false;
    for (String format : readings.labels()) {
      for (String order : readings.orders(MetricNames.FIRST_BATCH, format)) {
        any = true;
        table.row(
            List.of(
                format,
                order,
                cell(readings.median(MetricNames.EPOCH_COPY, format, order), 1),
                cell(readings.bytesTimesCopy(format, order), 1),
                cell(readings.median(MetricNames.EPOCH_CPU, format, order), 1),
                cell(readings.median(MetricNames.BATCH_HEAP, format, order), 1),
                cell(readings.median(MetricNames.FIRST_BATCH, format, order), MILLI),
                cell(readings.median(MetricNames.BATCH_WAIT_P50, format, order), MICRO),
                cell(readings.median(MetricNames.BATCH_WAIT_P99, format, order), MICRO),
                cell(readings.median(MetricNames.DEVICE_READ, format, order), MEGA)));
      }
    }
    return any
        ? Optional.of(table.withoutMissingColumns().render() + "\n\n" + note())
        : Optional.empty();
  }

  private static String cell(Optional<Double> value, double scale) {
    return value.map(v -> Figures.plain(v * scale)).orElse(TextTable.MISSING);
  }

  private static String note() {
    return TextWrap.wrap(
        "Medians. Bytes only: the same images read into one buffer by one thread, without arrays."
            + " CPU, heap and device (bytes fetched from it) are of the whole process. Wait: from"
            + " asking for a batch to having it, for half of the batches and for 99 of 100.");
  }
}
