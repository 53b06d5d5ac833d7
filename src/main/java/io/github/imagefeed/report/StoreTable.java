package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What writing, keeping and reading whole stores costs: one row per image size, count and store.
 */
final class StoreTable {

  private static final double MILLI = 1e3;
  private static final double MEGA = 1e-6;

  /** Settings that are columns of their own, or make rows of another table. */
  private static final Set<String> NOT_IN_LABEL =
      Set.of(SettingNames.IMAGES, SettingNames.SIZE, SettingNames.RUN);

  private static final String WRITING =
      "Writing: a new store, from images in memory until it is complete, with its fsyncs."
          + " Sync later: forcing what was left to the system after that, as earlier versions did with"
          + " PNG's image files. Bound: the bytes of the pixels"
          + " to one plain file, with fsync. First: the first run of each, before the others. On"
          + " disk: file lengths, and the blocks that files and folders take.";

  private static final String READING =
      "Reading: opening the store, reading every image in stored order by one thread into one"
          + " buffer, closing it; the page cache is warm. Bound: copying the bytes of the pixels"
          + " within memory.";

  private final RunResult result;

  private StoreTable(RunResult result) {
    this.result = result;
  }

  /** Two tables, each with what it shows; empty where no store was written. */
  static Optional<String> render(RunResult result) {
    StoreTable tables = new StoreTable(result);
    return Stream.of(tables.writing(), tables.reading())
        .flatMap(Optional::stream)
        .reduce((first, second) -> first + "\n\n" + second);
  }

  private Optional<String> writing() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("writing\nsize"),
                TextTable.right("images"),
                TextTable.left("store"),
                TextTable.right("median\nms"),
                TextTable.right("lowest\nms"),
                TextTable.right("highest\nms"),
                TextTable.right("of it\nfsync"),
                TextTable.right("sync\nlater"),
                TextTable.right("×\nbound"),
                TextTable.right("first\nms"),
                TextTable.right("on disk\nMB"),
                TextTable.right("blocks\nMB"),
                TextTable.right("×\npixels")));
    List<Measurement> rows = rows(MetricNames.STORE_WRITE, MetricNames.COPY_WRITE);
    for (Measurement write : rows) {
      Optional<Double> disk = median(MetricNames.DISK_BYTES, write);
      List<String> cells = new ArrayList<>(timed(write));
      cells.add(6, cell(median(MetricNames.STORE_FORCE, write), MILLI));
      cells.add(7, cell(median(MetricNames.STORE_SYNC, write), MILLI));
      cells.add(cell(disk, MEGA));
      cells.add(cell(median(MetricNames.DISK_ALLOCATED, write), MEGA));
      cells.add(cell(disk.flatMap(d -> quotient(d, bound(MetricNames.RAW_BYTES, write))), 1));
      table.row(cells);
    }
    return text(table, rows, WRITING);
  }

  private Optional<String> reading() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("reading\nsize"),
                TextTable.right("images"),
                TextTable.left("store"),
                TextTable.right("median\nms"),
                TextTable.right("lowest\nms"),
                TextTable.right("highest\nms"),
                TextTable.right("×\nbound"),
                TextTable.right("first\nms"),
                TextTable.right("images/s")));
    List<Measurement> rows = rows(MetricNames.STORE_READ, MetricNames.COPY_READ);
    for (Measurement read : rows) {
      List<String> cells = new ArrayList<>(timed(read));
      cells.add(Figures.plain(images(read) / read.median()));
      table.row(cells);
    }
    return text(table, rows, READING);
  }

  private static Optional<String> text(TextTable table, List<Measurement> rows, String note) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(table.withoutMissingColumns().render() + "\n\n" + TextWrap.wrap(note));
  }

  /** Each store's measurement, warm and in stored order; its first run where that stands alone. */
  private List<Measurement> rows(String name, String boundName) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(name) || m.name().equals(boundName))
        .filter(m -> m.order().isEmpty() || m.order().equals(OrderNames.SEQUENTIAL))
        .filter(m -> !m.settings().containsKey(SettingNames.CACHE))
        .filter(m -> !isFirst(m) || isAlone(m))
        .sorted(
            Comparator.comparingLong((Measurement m) -> pixels(m))
                .thenComparingLong(m -> images(m)))
        .toList();
  }

  /** Which store, its times, and how many times the bound that is; all cells both tables have. */
  private List<String> timed(Measurement m) {
    boolean isBound = m.format().equals(MetricNames.MEMORY);
    String boundName =
        m.name().equals(MetricNames.STORE_WRITE) || m.name().equals(MetricNames.COPY_WRITE)
            ? MetricNames.COPY_WRITE
            : MetricNames.COPY_READ;
    Optional<Measurement> steady = isFirst(m) ? Optional.empty() : Optional.of(m);
    return List.of(
        m.settings().getOrDefault(SettingNames.SIZE, TextTable.MISSING),
        Figures.count(images(m)),
        isBound ? "(bound)" : shortLabel(m),
        cell(steady.map(Measurement::median), MILLI),
        cell(steady.map(Measurement::min), MILLI),
        cell(steady.map(Measurement::max), MILLI),
        cell(steady.flatMap(s -> quotient(s.median(), bound(boundName, s))), 1),
        cell(first(m.name(), m), MILLI));
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
        .filter(m -> m.order().isEmpty() || m.order().equals(OrderNames.SEQUENTIAL))
        .findFirst();
  }

  private static long images(Measurement m) {
    return number(m.settings().getOrDefault(SettingNames.IMAGES, ""));
  }

  private static long pixels(Measurement m) {
    long product = 1;
    for (String side : m.settings().getOrDefault(SettingNames.SIZE, "").split("x", -1)) {
      product *= number(side);
    }
    return product;
  }

  /** 0 for what is no number: results may come from anywhere. */
  private static long number(String text) {
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
  }

  private static Optional<Double> quotient(double dividend, Optional<Double> divisor) {
    return divisor.filter(d -> d > 0).map(d -> dividend / d);
  }

  private static String cell(Optional<Double> value, double scale) {
    return value.map(v -> Figures.plain(v * scale)).orElse(TextTable.MISSING);
  }
}
