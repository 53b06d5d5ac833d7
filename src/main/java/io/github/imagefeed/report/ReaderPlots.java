package io.github.imagefeed.report;

import io.github.imagefeed.report.Plot.Axis;
import io.github.imagefeed.report.Plot.Scale;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several threads that read one store, and reading what is not in the page cache. */
final class ReaderPlots {

  private final Selection all;

  ReaderPlots(Selection all) {
    this.all = StorageExtent.ofNativeSize(all);
  }

  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    threads().ifPresent(plots::add);
    cold().ifPresent(plots::add);
    return plots;
  }

  private Optional<Plot> threads() {
    PlotBuilder plot = new PlotBuilder();
    for (Measurement m : all.plain(SettingNames.THREADS).having(SettingNames.THREADS).list()) {
      boolean whole =
          m.name().equals(MetricNames.EPOCH_COPY) || m.name().equals(MetricNames.STORE_READ);
      Optional<Double> threads = Selection.number(m, SettingNames.THREADS);
      Optional<Double> images = Selection.number(m, SettingNames.IMAGES);
      if (whole && threads.isPresent() && images.isPresent() && m.min() > 0) {
        plot.add(threads.get(), m, seconds -> images.get() / seconds);
      }
    }
    return plot.isLine()
        ? Optional.of(
            plot.lines(
                "read-threads",
                "Images read in a second by threads that share a store",
                "Each thread reads its share; a line that rises in proportion means that they do"
                    + " not hinder each other.",
                new Axis("threads", Unit.NUMBER, Scale.FITTED),
                new Axis("images read", Unit.IMAGES_PER_SECOND, Scale.FROM_ZERO)))
        : Optional.empty();
  }

  private Optional<Plot> cold() {
    Selection reads = all.named(MetricNames.STORE_READ);
    Selection cold = reads.plain(SettingNames.CACHE).having(SettingNames.CACHE);
    Optional<String> most = cold.largest(SettingNames.IMAGES);
    if (most.isEmpty()) {
      return Optional.empty();
    }
    Selection warm = reads.plain();
    PlotBuilder plot = new PlotBuilder();
    for (String order : cold.orders()) {
      String suffix = order.isEmpty() ? "" : ", " + order;
      warm.with(SettingNames.IMAGES, most.get())
          .order(order)
          .list()
          .forEach(m -> plot.add("warm" + suffix, m, s -> s));
      cold.with(SettingNames.IMAGES, most.get())
          .order(order)
          .list()
          .forEach(m -> plot.add("cold" + suffix, m, s -> s));
    }
    return Optional.of(
        plot.groups(
            "cold-beside-warm",
            "Reading a store that is in the page cache, and one that is not",
            "Cold: the store's files were dropped from the page cache before each reading, so"
                + " that the storage device had to deliver them.",
            "time to read all",
            Unit.SECONDS));
  }
}
