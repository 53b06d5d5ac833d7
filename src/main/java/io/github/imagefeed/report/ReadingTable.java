package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Other ways of reading a store: at random, several at a time, cold. One row for each and store.
 */
final class ReadingTable {

  private ReadingTable() {}

  /** The table and a line on what it shows; empty where nothing of it was measured. */
  static Optional<String> render(RunResult result) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("reading"),
                TextTable.left("store"),
                TextTable.right("images\nin it"),
                TextTable.left("order"),
                TextTable.right("median\nms"),
                TextTable.right("lowest\nms"),
                TextTable.right("highest\nms"),
                TextTable.right("images/s")));
    boolean any = false;
    for (Measurement m : result.measurements()) {
      Optional<String> way = way(m);
      if (way.isPresent() && !m.settings().containsKey(SettingNames.RUN)) {
        any = true;
        table.row(
            List.of(
                way.get(),
                label(m),
                Selection.number(m, SettingNames.IMAGES)
                    .map(n -> Figures.count(n.longValue()))
                    .orElse(TextTable.MISSING),
                m.order(),
                Figures.plain(m.median() * 1e3),
                Figures.plain(m.min() * 1e3),
                Figures.plain(m.max() * 1e3),
                Figures.plain(images(m) / m.median())));
      }
    }
    return any
        ? Optional.of(table.withoutMissingColumns().render() + "\n\n" + note())
        : Optional.empty();
  }

  /** What is read and how, in words; empty for what other tables show. */
  private static Optional<String> way(Measurement m) {
    boolean cold = m.settings().containsKey(SettingNames.CACHE);
    String threads = m.settings().getOrDefault(SettingNames.THREADS, "");
    String processes = m.settings().getOrDefault(SettingNames.PROCESSES, "");
    return switch (m.name()) {
      case MetricNames.SINGLE_READ -> Optional.of("one image");
      case MetricNames.STORE_READ ->
          cold || m.order().equals(OrderNames.SHUFFLED)
              ? Optional.of(cold ? "all, cold" : "all, warm")
              : Optional.empty();
      case MetricNames.EPOCH_COPY -> Optional.of("all, threads: " + threads);
      case MetricNames.EPOCH_LOAD -> Optional.of("all as arrays, processes: " + processes);
      default -> Optional.empty();
    };
  }

  private static String label(Measurement m) {
    Map<String, String> rest = new LinkedHashMap<>(m.settings());
    rest.keySet()
        .removeAll(
            Set.of(
                SettingNames.IMAGES,
                SettingNames.SIZE,
                SettingNames.CACHE,
                SettingNames.THREADS,
                SettingNames.PROCESSES));
    return Measurement.label(m.format(), rest);
  }

  private static double images(Measurement m) {
    return m.name().equals(MetricNames.SINGLE_READ)
        ? 1
        : Selection.number(m, SettingNames.IMAGES).orElse(Double.NaN);
  }

  private static String note() {
    return TextWrap.wrap(
        "One image: at random from an open store. All, warm and cold: opening the store, reading"
            + " every image by one thread, closing it; cold begins with nothing of the files in the"
            + " page cache. Threads: the store stays open, each thread reads its share. Processes:"
            + " each loads its share as float32 arrays.");
  }
}
