package io.github.imagefeed.report;

import io.github.imagefeed.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stands first in a report.
 *
 * @param title what kind of run it was
 * @param heading one line on what was measured; may be empty
 * @param sentence what came out of it; may be empty
 * @param tables the main figures; none where nothing of them was measured
 * @param references figures of others beside these, with what must be known to read them
 */
public record RunSummary(
    String title,
    String heading,
    String sentence,
    List<FigureTable> tables,
    List<FigureTable> references) {

  private static final Map<String, String> TITLES =
      Map.of(
          "compare", "Formats compared: storing, loading, training",
          "load", "Loading, measured",
          "storage", "Storing and reading images, measured",
          "train", "A training run",
          "kfold", "A cross-validation",
          "overhead", "What loading costs a training, measured");

  public RunSummary {
    tables = List.copyOf(tables);
    references = List.copyOf(references);
  }

  /** The summary of any run. */
  public static RunSummary of(RunResult result) {
    Selection all = Selection.of(result);
    boolean storage = StorageExtent.isStorage(all);
    List<FigureTable> tables = new ArrayList<>(FoldReport.tables(result));
    (storage ? StorageSummary.table(all) : LoadSummary.table(result, all)).ifPresent(tables::add);
    tables.addAll(OverheadTable.tables(result));
    String command = result.run().command();
    return new RunSummary(
        TITLES.getOrDefault(command, "Figures of '" + command + "'"),
        new Readings(result).heading().orElse(""),
        sentence(result, all),
        tables,
        storage ? TutorialTable.of(all).stream().toList() : List.of());
  }

  private static String sentence(RunResult result, Selection all) {
    if (StorageExtent.isStorage(all)) {
      return StorageSummary.sentence(all);
    }
    return LoadSummary.hasLoads(all) ? Advice.sentence(LoadSummary.contestants(result, all)) : "";
  }
}
