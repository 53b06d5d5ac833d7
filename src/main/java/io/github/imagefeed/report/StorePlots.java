package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The largest stores: reading beside writing, space on disk, changing what is stored. */
final class StorePlots {

  private final Selection all;

  StorePlots(Selection all) {
    this.all = StorageExtent.ofNativeSize(all);
  }

  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    readBesideWrite().ifPresent(plots::add);
    disk().ifPresent(plots::add);
    changes().ifPresent(plots::add);
    firstRuns().ifPresent(plots::add);
    return plots;
  }

  private Optional<Plot> readBesideWrite() {
    Selection writes = StorageExtent.settled(all.named(MetricNames.STORE_WRITE));
    Selection reads =
        StorageExtent.inStoredOrder(StorageExtent.settled(all.named(MetricNames.STORE_READ)));
    if (writes.isEmpty() || reads.isEmpty()) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    perImage(plot, "write", writes, MetricNames.COPY_WRITE);
    perImage(plot, "of it, forcing", StorageExtent.settled(all.named(MetricNames.STORE_FORCE)), "");
    perImage(
        plot, "left to write back", StorageExtent.settled(all.named(MetricNames.STORE_SYNC)), "");
    perImage(plot, "read in order", reads, MetricNames.COPY_READ);
    Selection singles = all.named(MetricNames.SINGLE_READ).plain();
    StorageExtent.largestCommon(singles)
        .ifPresent(
            most ->
                singles
                    .with(SettingNames.IMAGES, most)
                    .list()
                    .forEach(m -> plot.add("read one at random", m, s -> s)));
    return plot.ifAny()
        .map(
            p ->
                p.groups(
                    "read-beside-write",
                    "Time an image takes, read beside written",
                    "Of the largest stores that every format was measured at; dashes are the bounds: a"
                        + " plain file with fsync for writing, a copy in memory for reading."
                        + LaterSync.note(all),
                    "time per image",
                    Unit.SECONDS));
  }

  private void perImage(PlotBuilder plot, String category, Selection times, String bound) {
    Optional<String> most = StorageExtent.largestCommon(times);
    if (most.isEmpty()) {
      return;
    }
    double images = Double.parseDouble(most.get());
    for (Measurement m : times.with(SettingNames.IMAGES, most.get()).list()) {
      plot.add(category, m, seconds -> seconds / images);
    }
    all.named(bound)
        .plain()
        .with(SettingNames.IMAGES, most.get())
        .first()
        .ifPresent(
            m ->
                plot.bound(
                    "bound", PlotBuilder.point(plot.category(category), m, s -> s / images)));
  }

  private Optional<Plot> disk() {
    Selection sizes = all.named(MetricNames.DISK_BYTES).plain();
    Optional<String> most = StorageExtent.largestCommon(sizes);
    if (most.isEmpty()) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    List<Measurement> apparent = sizes.with(SettingNames.IMAGES, most.get()).list();
    apparent.forEach(m -> plot.add("length of the files", m, b -> b));
    all.named(MetricNames.DISK_ALLOCATED)
        .plain()
        .with(SettingNames.IMAGES, most.get())
        .list()
        .forEach(m -> plot.add("blocks they take", m, b -> b));
    Optional<Double> raw =
        all.named(MetricNames.RAW_BYTES)
            .with(SettingNames.IMAGES, most.get())
            .first()
            .map(Measurement::median)
            .or(() -> StorageExtent.rawBytes(apparent.get(0)));
    raw.ifPresent(
        bytes -> {
          for (String category : List.of("length of the files", "blocks they take")) {
            if (plot.hasCategory(category)) {
              plot.bound("pixels alone", Plot.Point.exact(plot.category(category), bytes));
            }
          }
        });
    return Optional.of(
        plot.bars(
            "disk",
            "Space on disk of " + Figures.count(Long.parseLong(most.get())) + " images",
            Ranking.sentence("Smallest files", apparent, Unit.BYTES)
                + " File systems give space in whole blocks, which counts for many small files.",
            "bytes",
            Unit.BYTES));
  }

  private Optional<Plot> changes() {
    PlotBuilder plot = new PlotBuilder();
    add(plot, "add a tenth", MetricNames.STORE_APPEND);
    add(plot, "delete it", MetricNames.STORE_DELETE);
    add(plot, "compact", MetricNames.STORE_COMPACT);
    return plot.ifAny()
        .map(
            p ->
                p.groups(
                    "changes",
                    "Changing what is stored",
                    "Adding a tenth of a store's images, deleting them, and giving back their"
                        + " space.",
                    "time",
                    Unit.SECONDS));
  }

  private void add(PlotBuilder plot, String category, String name) {
    Selection times = all.named(name).plain();
    StorageExtent.largestCommon(times)
        .ifPresent(
            most ->
                times
                    .with(SettingNames.IMAGES, most)
                    .list()
                    .forEach(m -> plot.add(category, m, s -> s)));
  }

  /** The first run of each kind beside those that followed. */
  private Optional<Plot> firstRuns() {
    PlotBuilder plot = new PlotBuilder();
    first(plot, "write", MetricNames.STORE_WRITE);
    first(plot, "read", MetricNames.STORE_READ);
    return plot.ifAny()
        .map(
            p ->
                p.groups(
                    "first-run",
                    "The first run beside those that follow",
                    "A first run finds code that is not compiled yet and memory that was never"
                        + " touched. Other plots show what follows it, and a first run (1 sample) only"
                        + " where the time allowed no other.",
                    "time",
                    Unit.SECONDS));
  }

  private void first(PlotBuilder plot, String what, String name) {
    Selection steady = StorageExtent.inStoredOrder(all.named(name).plainBut());
    Selection first =
        StorageExtent.inStoredOrder(
            all.named(name).plainBut(SettingNames.RUN).having(SettingNames.RUN));
    for (String count : first.counts()) {
      // The smallest stores, where a first run differs most.
      Selection beside = steady.with(SettingNames.IMAGES, count);
      if (beside.isEmpty()) {
        continue;
      }
      String images = count.equals("1") ? "1 image" : Figures.count(Long.parseLong(count));
      first
          .with(SettingNames.IMAGES, count)
          .list()
          .forEach(m -> plot.add(what + " " + images + ", first", m, s -> s));
      beside.list().forEach(m -> plot.add(what + " " + images + ", then", m, s -> s));
      return;
    }
  }
}
