package io.github.imagefeed.report;

import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/** All that {@code load} has measured, as text. */
public final class LoadReport {

  private LoadReport() {}

  /** One table after the other, each with what it shows. */
  public static String render(RunResult result) {
    List<String> parts = new ArrayList<>();
    ColdTable.render(result).ifPresent(parts::add);
    boolean warm =
        result.measurements().stream().anyMatch(m -> m.name().equals(MetricNames.EPOCH_LOAD));
    if (warm || parts.isEmpty()) {
      parts.add(LoadTable.render(result));
    }
    CostTable.render(result).ifPresent(parts::add);
    return String.join("\n\n", parts);
  }
}
