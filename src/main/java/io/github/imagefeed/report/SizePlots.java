package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How fast images of several sizes are written and read. */
final class SizePlots {

  private final Selection all;

  SizePlots(Selection all) {
    this.all = all;
  }

  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    rate(
            "size-read",
            "Reading images of several sizes",
            MetricNames.STORE_READ,
            MetricNames.COPY_READ,
            "copy in memory, the bound",
            "")
        .ifPresent(plots::add);
    rate(
            "size-write",
            "Writing images of several sizes",
            MetricNames.STORE_WRITE,
            MetricNames.COPY_WRITE,
            "plain file with fsync, the bound",
            LaterSync.note(StorageExtent.ofNativeSize(all)))
        .ifPresent(plots::add);
    return plots;
  }

  private Optional<Plot> rate(
      String id, String title, String name, String bound, String named, String note) {
    Selection times = StorageExtent.inStoredOrder(all.named(name).plain());
    List<String> sizes =
        times.values(SettingNames.SIZE).stream()
            .filter(size -> Selection.bytes(size).isPresent())
            .sorted(Comparator.comparingDouble(size -> Selection.bytes(size).orElseThrow()))
            .toList();
    if (sizes.size() < 2) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    for (String size : sizes) {
      String category = size.replace("x", "×");
      largest(times.with(SettingNames.SIZE, size))
          .forEach(
              m ->
                  StorageExtent.rawBytes(m)
                      .ifPresent(bytes -> plot.add(category, m, s -> bytes / s)));
      largest(all.named(bound).plain().with(SettingNames.SIZE, size)).stream()
          .limit(1)
          .forEach(
              m ->
                  StorageExtent.rawBytes(m)
                      .ifPresent(
                          bytes ->
                              plot.bound(
                                  named,
                                  PlotBuilder.point(plot.category(category), m, s -> bytes / s))));
    }
    return plot.ifAny()
        .map(
            p ->
                p.groups(
                    id,
                    title,
                    "Bytes of pixels in a second, at the largest count measured of each size"
                        + " (height × width × channels); higher is better."
                        + note,
                    "pixel data",
                    Unit.BYTES_PER_SECOND));
  }

  private static List<Measurement> largest(Selection times) {
    return StorageExtent.largestCommon(times)
        .map(most -> times.with(SettingNames.IMAGES, most).list())
        .orElse(List.of());
  }
}
