package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;

/** Epoch load times: one row per format or store and order, with the spread of the samples. */
final class LoadTable {

  private LoadTable() {}

  /** The table and a line on what it shows. */
  static String render(RunResult result) {
    Readings readings = new Readings(result);
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("store"),
                TextTable.left("order"),
                TextTable.right("median\ns"),
                TextTable.right("lowest\ns"),
                TextTable.right("highest\ns"),
                TextTable.right("images/s"),
                TextTable.right("images/s\nper core"),
                TextTable.right("×\nmemory"),
                TextTable.right("×\ncopy")));
    IntSummaryStatistics samples = new IntSummaryStatistics();
    for (String format : readings.labels()) {
      for (String order : readings.orders(MetricNames.EPOCH_LOAD, format)) {
        readings
            .load(format, order)
            .ifPresent(
                m -> {
                  table.row(row(readings, m));
                  samples.accept(m.samples().size());
                });
      }
    }
    if (samples.getCount() == 0) {
      return "No epoch load was measured.";
    }
    String lead = readings.heading().map(heading -> heading + "\n\n").orElse("");
    return lead + table.withoutMissingColumns().render() + "\n\n" + note(samples);
  }

  private static List<String> row(Readings readings, Measurement m) {
    return List.of(
        m.label(),
        m.order().isEmpty() ? TextTable.MISSING : m.order(),
        Figures.plain(m.median()),
        Figures.plain(m.min()),
        Figures.plain(m.max()),
        figure(readings.imagesPerSecond(m.label(), m.order())),
        figure(readings.imagesPerCore(m.label(), m.order())),
        figure(readings.timesMemory(m.label(), m.order())),
        figure(readings.timesCopy(m.label(), m.order())));
  }

  private static String figure(Optional<Double> value) {
    return value.map(Figures::plain).orElse(TextTable.MISSING);
  }

  private static String note(IntSummaryStatistics samples) {
    String most = samples.getMax() == 1 ? "one epoch" : samples.getMax() + " epochs";
    String range = samples.getMin() == samples.getMax() ? most : samples.getMin() + " to " + most;
    return TextWrap.wrap(
        "Seconds to load every training image once, as float32 arrays; each row from "
            + range
            + ". The page cache is warm: the files had been read before the clock started. Per core"
            + " is per second of processor time; memory is the same images in memory, loaded by as"
            + " many workers; copy is the plain copy of their bytes within memory, by one thread.");
  }
}
