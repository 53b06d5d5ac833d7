package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.List;
import java.util.Optional;

/** What changing a store costs: one row per store. */
final class GrowthTable {

  private GrowthTable() {}

  /** The table and a line on what it shows; empty where no store was changed. */
  static Optional<String> render(RunResult result) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("changing\nstore"),
                TextTable.right("images"),
                TextTable.right("append\n10 % ms"),
                TextTable.right("lowest\nms"),
                TextTable.right("highest\nms"),
                TextTable.right("delete\nms"),
                TextTable.right("compact\nms")));
    boolean any = false;
    for (Measurement m : result.measurements()) {
      if (m.name().equals(MetricNames.STORE_APPEND)
          && !m.settings().containsKey(SettingNames.RUN)) {
        any = true;
        table.row(
            List.of(
                m.format(),
                Selection.number(m, SettingNames.IMAGES)
                    .map(images -> Figures.count(images.longValue()))
                    .orElse(TextTable.MISSING),
                milliseconds(m.median()),
                milliseconds(m.min()),
                milliseconds(m.max()),
                cell(result, MetricNames.STORE_DELETE, m),
                cell(result, MetricNames.STORE_COMPACT, m)));
      }
    }
    return any
        ? Optional.of(table.withoutMissingColumns().render() + "\n\n" + note())
        : Optional.empty();
  }

  private static String cell(RunResult result, String name, Measurement of) {
    return result
        .find(name, of.label(), of.order())
        .map(m -> milliseconds(m.median()))
        .orElse(TextTable.MISSING);
  }

  private static String milliseconds(double seconds) {
    return Figures.plain(seconds * 1e3);
  }

  private static String note() {
    return TextWrap.wrap(
        "Medians. Append: a tenth of its images more, with fsync; an HDF5 file is written anew for"
            + " it, as contiguous datasets cannot grow. Delete: these images again, after reading"
            + " all for the digest; compact: giving back what they took, which LMDB does by copying"
            + " what is left. A dash: the format has no such thing.");
  }
}
