package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What writing, keeping and reading whole stores costs: one row per image size, count and store.
 */
final class StoreTable {

  private static final double MILLI = 1e3;
  private static final double MEGA = 1e-6;

  /** Settings that are columns of their own, or make rows of another table. */
  private static final Set<String> NOT_IN_LABEL =
      Set.of(SettingNames.IMAGES, SettingNames.SIZE, SettingNames.RUN);

  private final RunResult result;

  private StoreTable(RunResult result) {
    this.result = result;
  }

  /** The table and a line on what it shows; empty where no store was written. */
  static Optional<String> render(RunResult result) {
    return new StoreTable(result).text();
  }

  private Optional<String> text() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("image\nsize"),
                TextTable.right("images"),
                TextTable.left("store"),
                TextTable.right("write\nms"),
                TextTable.right("of it\nfsync"),
                TextTable.right("×\nplain"),
                TextTable.right("first\nwrite"),
                TextTable.right("read\nms"),
                TextTable.right("×\ncopy"),
                TextTable.right("first\nread"),
                TextTable.right("on disk\nMB"),
                TextTable.right("in blocks\nMB"),
                TextTable.right("×\npixels")));
    List<Measurement> rows =
        result.measurements().stream()
            .filter(m -> isWrite(m) && (!isFirst(m) || isAlone(m)))
            .sorted(
                Comparator.comparingLong((Measurement m) -> pixels(m))
                    .thenComparingLong(m -> images(m)))
            .toList();
    for (Measurement write : rows) {
      table.row(row(write));
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(table.withoutMissingColumns().render() + "\n\n" + note());
  }

  private static boolean isWrite(Measurement m) {
    return m.name().equals(MetricNames.STORE_WRITE) || m.name().equals(MetricNames.COPY_WRITE);
  }

  private static boolean isFirst(Measurement m) {
    return m.settings().containsKey(SettingNames.RUN);
  }

  /** Whether there was no time for more than this first run. */
  private boolean isAlone(Measurement first) {
    return find(first.name(), first.format(), without(first.settings(), Set.of(SettingNames.RUN)))
        .isEmpty();
  }

  private static Map<String, String> without(Map<String, String> settings, Set<String> names) {
    Map<String, String> rest = new LinkedHashMap<>(settings);
    rest.keySet().removeAll(names);
    return rest;
  }

  private List<String> row(Measurement write) {
    boolean plain = write.name().equals(MetricNames.COPY_WRITE);
    String readName = plain ? MetricNames.COPY_READ : MetricNames.STORE_READ;
    Optional<Double> read = median(readName, write);
    Optional<Double> disk = median(MetricNames.DISK_BYTES, write);
    return List.of(
        write.settings().getOrDefault(SettingNames.SIZE, TextTable.MISSING),
        Figures.count(images(write)),
        plain ? "(bound)" : shortLabel(write),
        isFirst(write) ? TextTable.MISSING : Figures.plain(write.median() * MILLI),
        cell(median(MetricNames.STORE_FORCE, write), MILLI),
        cell(
            isFirst(write)
                ? Optional.empty()
                : quotient(write.median(), bound(MetricNames.COPY_WRITE, write)),
            1),
        cell(first(write.name(), write), MILLI),
        cell(read, MILLI),
        cell(read.flatMap(r -> quotient(r, bound(MetricNames.COPY_READ, write))), 1),
        cell(first(readName, write), MILLI),
        cell(disk, MEGA),
        cell(median(MetricNames.DISK_ALLOCATED, write), MEGA),
        cell(disk.flatMap(d -> quotient(d, bound(MetricNames.RAW_BYTES, write))), 1));
  }

  /** The format with the settings that no other column shows. */
  private static String shortLabel(Measurement m) {
    return Measurement.label(m.format(), without(m.settings(), NOT_IN_LABEL));
  }

  /** Median of another measurement of the same store, in stored order where orders differ. */
  private Optional<Double> median(String name, Measurement of) {
    return find(name, of.format(), without(of.settings(), Set.of(SettingNames.RUN)))
        .map(Measurement::median);
  }

  private Optional<Double> first(String name, Measurement of) {
    Map<String, String> settings = new LinkedHashMap<>(of.settings());
    settings.put(SettingNames.RUN, SettingNames.FIRST);
    return find(name, of.format(), settings).map(Measurement::last);
  }

  /** What no store of these images can be below. */
  private Optional<Double> bound(String name, Measurement of) {
    Map<String, String> settings = new LinkedHashMap<>(of.settings());
    settings.keySet().retainAll(Set.of(SettingNames.IMAGES, SettingNames.SIZE));
    return find(name, MetricNames.MEMORY, settings).map(Measurement::median);
  }

  private Optional<Measurement> find(String name, String format, Map<String, String> settings) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(name) && m.format().equals(format))
        .filter(m -> m.settings().equals(settings))
        .filter(m -> m.order().isEmpty() || m.order().equals(Readings.SEQUENTIAL))
        .findFirst();
  }

  private static long images(Measurement m) {
    return Long.parseLong(m.settings().getOrDefault(SettingNames.IMAGES, "0"));
  }

  private static long pixels(Measurement m) {
    long product = 1;
    for (String side : m.settings().getOrDefault(SettingNames.SIZE, "0").split("x", -1)) {
      product *= Long.parseLong(side);
    }
    return product;
  }

  private static Optional<Double> quotient(double dividend, Optional<Double> divisor) {
    return divisor.filter(d -> d > 0).map(d -> dividend / d);
  }

  private static String cell(Optional<Double> value, double scale) {
    return value.map(v -> Figures.plain(v * scale)).orElse(TextTable.MISSING);
  }

  private static String note() {
    return TextWrap.wrap(
        "Medians. Write: a new store, from images in memory until it is complete, with its fsyncs"
            + " (PNG forces its lists and folders, not each image file). Read: opening the store,"
            + " reading every image in stored order by one thread into one buffer, closing it; the"
            + " page cache is warm. The bounds are writing the bytes of the pixels to one plain"
            + " file with fsync, and copying them within memory. First: the first run of each,"
            + " before the others.");
  }
}
