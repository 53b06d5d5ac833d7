package io.github.imagefeed.report;

import io.github.imagefeed.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that {@code storage} has measured, as text. */
public final class StorageReport {

  private StorageReport() {}

  /** One table after the other, each with what it shows, and the run's notes at the end. */
  public static String render(RunResult result) {
    List<String> parts = new ArrayList<>();
    StoreTable.render(result).ifPresent(parts::add);
    ReadingTable.render(result).ifPresent(parts::add);
    GrowthTable.render(result).ifPresent(parts::add);
    if (parts.isEmpty()) {
      parts.add("Nothing was measured.");
    }
    if (!result.notes().isEmpty()) {
      parts.add(
          "Notes\n"
              + result.notes().stream()
                  .map(note -> TextWrap.entry("-", note, 2))
                  .collect(Collectors.joining("\n")));
    }
    return String.join("\n\n", parts);
  }
}
