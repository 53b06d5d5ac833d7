package io.github.imagefeed.report;

import io.github.imagefeed.report.FigureTable.Column;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Storage in one sentence and one table: the largest stores that every format was measured at. */
final class StorageSummary {

  /** What is weighed of the same stores. */
  private static final List<String> OF_ONE_STORE =
      List.of(MetricNames.STORE_WRITE, MetricNames.STORE_READ, MetricNames.DISK_BYTES);

  private final Selection all;

  private StorageSummary(Selection all) {
    this.all = StorageExtent.ofNativeSize(all);
  }

  /** Which is written and read fastest and takes least, with how far the others are behind. */
  static String sentence(Selection all) {
    StorageSummary summary = new StorageSummary(all);
    List<String> parts = new ArrayList<>();
    summary.add(parts, "fastest to write", MetricNames.STORE_WRITE, Unit.SECONDS);
    summary.add(parts, "fastest to read in stored order", MetricNames.STORE_READ, Unit.SECONDS);
    summary.add(parts, "smallest", MetricNames.DISK_BYTES, Unit.BYTES);
    List<String> sentences = new ArrayList<>();
    if (!parts.isEmpty()) {
      String images = summary.images(MetricNames.STORE_WRITE).orElseThrow();
      sentences.add("Of stores of " + images + ", " + String.join("; ", parts) + ".");
    }
    List<String> single = new ArrayList<>();
    summary.add(single, "Fastest to read one at random", MetricNames.SINGLE_READ, Unit.SECONDS);
    single.forEach(part -> sentences.add(part + "."));
    return sentences.isEmpty()
        ? "Neither writing nor reading of several formats was measured."
        : String.join(" ", sentences);
  }

  private Optional<String> images(String name) {
    return count(name).map(most -> Figures.count(Long.parseLong(most)) + " images");
  }

  /**
   * How many images a figure is of: all of them are of the same stores, so that they can be weighed
   * against each other, but for single reads, which have a store of their own.
   */
  private Optional<String> count(String name) {
    return name.equals(MetricNames.SINGLE_READ)
        ? StorageExtent.largestCommon(times(name))
        : StorageExtent.largestCommon(OF_ONE_STORE.stream().map(this::times).toList());
  }

  /** In stored order, but for what was measured in random order only. */
  private Selection times(String name) {
    // A first run by itself is no median.
    Selection settled = all.named(name).plainBut();
    Selection ordered = StorageExtent.inStoredOrder(settled);
    return ordered.isEmpty() ? settled : ordered;
  }

  private List<Measurement> largest(String name) {
    return count(name)
        .map(most -> times(name).with(SettingNames.IMAGES, most).list())
        .orElse(List.of());
  }

  /** One format alone is no contest. */
  private void add(List<String> parts, String lead, String name, Unit unit) {
    List<Measurement> measured = largest(name);
    if (Ranking.contestants(measured).size() > 1) {
      parts.add(lead + ": " + Ranking.words(measured, unit));
    }
  }

  static Optional<FigureTable> table(Selection all) {
    return new StorageSummary(all).table();
  }

  private Optional<FigureTable> table() {
    List<String> formats = all.where(m -> !m.format().equals(MetricNames.MEMORY)).formats();
    List<List<String>> rows = new ArrayList<>();
    for (String format : formats) {
      rows.add(
          List.of(
              FormatName.spoken(format),
              cell(MetricNames.STORE_WRITE, format, Unit.SECONDS),
              times(MetricNames.STORE_WRITE, format, MetricNames.COPY_WRITE),
              cell(MetricNames.STORE_SYNC, format, Unit.SECONDS),
              cell(MetricNames.STORE_READ, format, Unit.SECONDS),
              times(MetricNames.STORE_READ, format, MetricNames.COPY_READ),
              cell(MetricNames.SINGLE_READ, format, Unit.SECONDS),
              cell(MetricNames.DISK_BYTES, format, Unit.BYTES),
              cell(MetricNames.DISK_ALLOCATED, format, Unit.BYTES),
              times(MetricNames.DISK_BYTES, format, MetricNames.RAW_BYTES)));
    }
    rows.add(
        List.of(
            "bound",
            cell(MetricNames.COPY_WRITE, MetricNames.MEMORY, Unit.SECONDS),
            FigureTable.MISSING,
            FigureTable.MISSING,
            cell(MetricNames.COPY_READ, MetricNames.MEMORY, Unit.SECONDS),
            FigureTable.MISSING,
            FigureTable.MISSING,
            cell(MetricNames.RAW_BYTES, MetricNames.MEMORY, Unit.BYTES),
            FigureTable.MISSING,
            FigureTable.MISSING));
    return rows.size() == 1
        ? Optional.empty()
        : Optional.of(
            new FigureTable(
                    "Medians at the largest store measured for every format"
                        + images(MetricNames.STORE_WRITE).map(n -> ": " + n).orElse("")
                        + images(MetricNames.SINGLE_READ)
                            .map(n -> "; one at random from " + n)
                            .orElse("")
                        + ". Bound: a plain file with fsync, a copy in memory, the pixels alone."
                        + LaterSync.note(all),
                    List.of(
                        Column.text("format"),
                        Column.number("write"),
                        Column.number("× bound"),
                        Column.number("sync later"),
                        Column.number("read all"),
                        Column.number("× bound"),
                        Column.number("read one"),
                        Column.number("files"),
                        Column.number("blocks"),
                        Column.number("× pixels")),
                    rows)
                .withoutMissingColumns());
  }

  private Optional<Measurement> find(String name, String format) {
    return largest(name).stream().filter(m -> m.format().equals(format)).findFirst();
  }

  private String cell(String name, String format, Unit unit) {
    Optional<Measurement> m = format.equals(MetricNames.MEMORY) ? bound(name) : find(name, format);
    return m.map(found -> unit.text(found.median())).orElse(FigureTable.MISSING);
  }

  /** A bound at the same count as the formats. */
  private Optional<Measurement> bound(String name) {
    return count(name)
        .flatMap(most -> all.named(name).plainBut().with(SettingNames.IMAGES, most).first());
  }

  private String times(String name, String format, String bound) {
    return find(name, format)
        .flatMap(
            m ->
                bound(bound)
                    .filter(b -> b.median() > 0)
                    .map(b -> Figures.plain(m.median() / b.median())))
        .orElse(FigureTable.MISSING);
  }
}
