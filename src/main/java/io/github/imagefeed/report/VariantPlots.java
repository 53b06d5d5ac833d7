package io.github.imagefeed.report;

import io.github.imagefeed.report.Plot.Axis;
import io.github.imagefeed.report.Plot.Scale;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the options of one format cost and save. */
final class VariantPlots {

  private final Selection all;

  VariantPlots(Selection all) {
    this.all = all;
  }

  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    blocks().ifPresent(plots::add);
    plots.addAll(costs(SettingNames.COMPRESSION, "png", "PNG's compressions"));
    plots.addAll(costs(SettingNames.LAYOUT, "hdf5", "HDF5's layouts"));
    return plots;
  }

  private Optional<Plot> blocks() {
    PlotBuilder plot = new PlotBuilder();
    Selection blocks = all.plain(SettingNames.BLOCK).having(SettingNames.BLOCK);
    for (Measurement m : blocks.named(MetricNames.DISK_BYTES).list()) {
      double block = Selection.number(m, SettingNames.BLOCK).orElse(0.0);
      StorageExtent.rawBytes(m)
          .filter(raw -> block > 0)
          .ifPresent(
              raw ->
                  plot.add(
                      "measured, " + size(m),
                      m.format(),
                      PlotBuilder.point(block, m, bytes -> bytes / raw)));
    }
    for (Measurement m : blocks.named(MetricNames.DISK_PREDICTED).list()) {
      double block = Selection.number(m, SettingNames.BLOCK).orElse(0.0);
      StorageExtent.rawBytes(m)
          .filter(raw -> block > 0)
          .ifPresent(
              raw ->
                  plot.bound(
                      "predicted, " + size(m), PlotBuilder.point(block, m, bytes -> bytes / raw)));
    }
    return plot.isLine()
        ? Optional.of(
            plot.points(
                "lmdb-blocks",
                "Size of LMDB's file by images a value",
                "Pages of 4 KiB are wasted where a value fits them badly; the prediction follows"
                    + " from the format alone, before anything is written.",
                new Axis("images a value", Unit.NUMBER, Scale.LOG),
                new Axis("file over pixels", Unit.RATIO, Scale.FITTED)))
        : Optional.empty();
  }

  private static String size(Measurement m) {
    return m.settings().getOrDefault(SettingNames.SIZE, "").replace("x", "×");
  }

  /** Size, writing and reading by the values of a setting, which mean one format. */
  private List<Plot> costs(String setting, String format, String what) {
    List<Plot> plots = new ArrayList<>();
    Selection variants = all.format(format).plain(setting).having(setting);
    bars(variants.named(MetricNames.DISK_BYTES).ofOneExtent(), setting)
        .ifPresent(
            plot ->
                plots.add(
                    plot.bars(
                        format + "-" + setting + "-disk",
                        "Space on disk by " + what,
                        "File lengths over the bytes of the pixels alone.",
                        "files over pixels",
                        Unit.RATIO)));
    bars(variants.named(MetricNames.STORE_WRITE).ofOneExtent(), setting)
        .ifPresent(
            plot ->
                plots.add(
                    plot.groups(
                        format + "-" + setting + "-write",
                        "Writing by " + what,
                        "What smaller files cost when they are written.",
                        "time per image",
                        Unit.SECONDS)));
    bars(StorageExtent.inStoredOrder(variants.named(MetricNames.STORE_READ)).ofOneExtent(), setting)
        .ifPresent(
            plot ->
                plots.add(
                    plot.groups(
                        format + "-" + setting + "-read",
                        "Reading by " + what,
                        "What smaller files cost each time they are read.",
                        "time per image",
                        Unit.SECONDS)));
    return plots;
  }

  private static Optional<PlotBuilder> bars(Selection figures, String setting) {
    PlotBuilder plot = new PlotBuilder();
    for (Measurement m : figures.list()) {
      double images = Selection.number(m, SettingNames.IMAGES).orElse(1.0);
      boolean bytes = m.unit().equals(MetricNames.BYTES);
      Optional<Double> per = bytes ? StorageExtent.rawBytes(m) : Optional.of(images);
      per.ifPresent(divisor -> plot.add(m.settings().get(setting), m, value -> value / divisor));
    }
    return plot.ifAny();
  }
}
