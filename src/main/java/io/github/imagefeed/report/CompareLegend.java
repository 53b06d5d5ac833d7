package io.github.imagefeed.report;

import static io.github.imagefeed.result.MetricNames.MEMORY;
import static io.github.imagefeed.result.OrderNames.SEQUENTIAL;
import static io.github.imagefeed.result.OrderNames.SHUFFLED;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** What stands below the table of a comparison, each line only where its column has figures. */
final class CompareLegend {

  /** Where the explanations begin: the longest term and two spaces. */
  private static final int INDENT = 13;

  private final Readings readings;
  private final List<String> lines = new ArrayList<>();

  private CompareLegend(Readings readings) {
    this.readings = readings;
  }

  /** The columns in plain words, each with the number of samples behind it. */
  static Optional<String> columns(Readings readings) {
    CompareLegend legend = new CompareLegend(readings);
    legend.sampled(
        "write", "seconds to write the store", named(readings, MetricNames.STORE_WRITE), "run");
    legend.plain("on disk", "what the store takes; 1 MB is 10^6 bytes", MetricNames.DISK_BYTES);
    legend.sampled(
        "seq. load",
        "seconds to load every training image once, in the order stored",
        format -> readings.load(format, SEQUENTIAL),
        "epoch");
    legend.sampled(
        "shuf. load",
        "seconds to load every training image once, in a new random order each epoch",
        format -> readings.load(format, SHUFFLED),
        "epoch");
    if (readings.find(MetricNames.EPOCH_LOAD, MEMORY).isPresent()) {
      legend.line("× memory", "load time over the load time of the copy held in memory");
    }
    legend.sampled(
        "train epoch",
        "seconds of one training epoch",
        named(readings, MetricNames.TRAIN_EPOCH),
        "epoch");
    if (readings.labels().stream().anyMatch(f -> readings.waitShare(f).isPresent())) {
      legend.line("waiting", "share of the training epoch spent waiting for the next images");
    }
    legend.sampled(
        "overhead",
        "share of the epoch beyond the same epoch fed from memory; noise can make it negative",
        named(readings, MetricNames.TRAIN_OVERHEAD),
        "epoch");
    legend.plain(
        "test acc.",
        "share of the test images classified correctly after the last epoch",
        MetricNames.TEST_ACCURACY);
    if (readings.labels().stream()
        .anyMatch(f -> readings.find(MetricNames.EPOCH_LOAD, f).isPresent())) {
      legend.line(
          "page cache",
          "warm: the files had been read before the clock started, so load times show what a format"
              + " costs, not what the disk does");
    }
    return legend.text();
  }

  /** Lowest and highest sample of each repeated measurement. */
  static Optional<String> spread(Readings readings) {
    CompareLegend legend = new CompareLegend(readings);
    legend.spread("write", " s", Figures::plain, named(readings, MetricNames.STORE_WRITE));
    legend.spread("seq. load", " s", Figures::plain, f -> readings.load(f, SEQUENTIAL));
    legend.spread("shuf. load", " s", Figures::plain, f -> readings.load(f, SHUFFLED));
    legend.spread("train epoch", " s", Figures::plain, named(readings, MetricNames.TRAIN_EPOCH));
    legend.spread("overhead", " %", Figures::percent, named(readings, MetricNames.TRAIN_OVERHEAD));
    return legend.text().map(text -> "Lowest to highest sample\n" + text);
  }

  private void sampled(
      String term, String text, Function<String, Optional<Measurement>> source, String sample) {
    IntSummaryStatistics counts =
        measured(source, 1).stream().mapToInt(m -> m.samples().size()).summaryStatistics();
    if (counts.getCount() == 0) {
      return;
    }
    String most = counts.getMax() == 1 ? "one " + sample : counts.getMax() + " " + sample + "s";
    String range = counts.getMin() == counts.getMax() ? most : counts.getMin() + " to " + most;
    line(term, text + "; " + (counts.getMax() == 1 ? "" : "median of ") + range);
  }

  private void plain(String term, String text, String name) {
    if (!measured(named(readings, name), 1).isEmpty()) {
      line(term, text);
    }
  }

  private void spread(
      String term,
      String unit,
      DoubleFunction<String> figure,
      Function<String, Optional<Measurement>> source) {
    List<String> ranges =
        measured(source, 2).stream().map(m -> m.label() + " " + range(m, figure) + unit).toList();
    if (!ranges.isEmpty()) {
      line(term, String.join(", ", ranges));
    }
  }

  private static String range(Measurement m, DoubleFunction<String> figure) {
    return figure.apply(m.min()) + " to " + figure.apply(m.max());
  }

  private List<Measurement> measured(
      Function<String, Optional<Measurement>> source, int samplesAtLeast) {
    return readings.labels().stream()
        .map(source)
        .flatMap(Optional::stream)
        .filter(m -> m.samples().size() >= samplesAtLeast)
        .toList();
  }

  private void line(String term, String text) {
    lines.add(TextWrap.entry(term, text, INDENT));
  }

  private Optional<String> text() {
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
  }

  private static Function<String, Optional<Measurement>> named(Readings readings, String name) {
    return format -> readings.find(name, format);
  }
}
