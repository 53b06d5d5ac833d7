package io.github.imagefeed.report;

import io.github.imagefeed.report.Plot.Axis;
import io.github.imagefeed.report.Plot.Scale;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;

/** How the time of writing and reading a store grows with the number of its images. */
final class CountPlots {

  private final Selection all;

  CountPlots(Selection all) {
    this.all = StorageExtent.ofNativeSize(all);
  }

  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    plots.addAll(
        pair(
            "write",
            "Writing a store",
            MetricNames.STORE_WRITE,
            MetricNames.COPY_WRITE,
            "plain file with fsync, the bound",
            LaterSync.note(all)));
    plots.addAll(
        pair(
            "read",
            "Reading a whole store in stored order",
            MetricNames.STORE_READ,
            MetricNames.COPY_READ,
            "copy in memory, the bound",
            ""));
    return plots;
  }

  /** The same points on logarithmic axes, where all are seen, and on linear ones. */
  private List<Plot> pair(
      String id, String title, String name, String bound, String boundName, String note) {
    PlotBuilder plot = new PlotBuilder();
    Selection times = StorageExtent.inStoredOrder(all.named(name).plain());
    for (Measurement m : times.list()) {
      Selection.number(m, SettingNames.IMAGES).ifPresent(images -> plot.add(images, m, s -> s));
    }
    if (!plot.isLine()) {
      return List.of();
    }
    for (Measurement m : all.named(bound).plain().list()) {
      Selection.number(m, SettingNames.IMAGES)
          .ifPresent(images -> plot.bound(boundName, PlotBuilder.point(images, m, s -> s)));
    }
    Selection settled = StorageExtent.inStoredOrder(StorageExtent.settled(all.named(name)));
    String ranking =
        StorageExtent.largestCommon(settled)
            .map(
                most ->
                    Ranking.sentence(
                        "Fastest at " + Figures.count(Long.parseLong(most)) + " images",
                        settled.with(SettingNames.IMAGES, most).list(),
                        Unit.SECONDS))
            .orElse("");
    return List.of(
        plot.lines(
            id + "-time-log",
            title + ", by number of images",
            "Where a curve is flat, opening and closing take the time; where it rises in"
                + " proportion, the images do. "
                + ranking
                + note,
            new Axis("images in the store", Unit.NUMBER, Scale.LOG),
            new Axis("time", Unit.SECONDS, Scale.LOG)),
        plot.lines(
            id + "-time-linear",
            title + ", on linear axes",
            ranking + note,
            new Axis("images in the store", Unit.NUMBER, Scale.FROM_ZERO),
            new Axis("time", Unit.SECONDS, Scale.FROM_ZERO)));
  }
}
