package io.github.imagefeed.report;

import io.github.imagefeed.result.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands first in a report.
 *
 * @param title what kind of run it was
 * @param heading one line on what was measured; may be empty
 * @param sentence what came out of it
 * @param tables the main figures, and others for reference
 */
public record RunSummary(String title, String heading, String sentence, List<FigureTable> tables) {

  private static final Map<String, String> TITLES =
      Map.of(
          "compare", "Formats compared: storing, loading, training",
          "load", "Loading, measured",
          "storage", "Storing and reading images, measured",
          "train", "A training run");

  public RunSummary {
    tables = List.copyOf(tables);
  }

  /** The summary of any run. */
  public static RunSummary of(RunResult result) {
    Selection all = Selection.of(result);
    boolean storage = StorageExtent.isStorage(all);
    String command = result.run().command();
    Optional<FigureTable> table =
        storage ? StorageSummary.table(all) : LoadSummary.table(result, all);
    List<FigureTable> tables =
        storage
            ? Stream.of(table, TutorialTable.of(all)).flatMap(Optional::stream).toList()
            : table.stream().toList();
    return new RunSummary(
        TITLES.getOrDefault(command, "Figures of '" + command + "'"),
        new Readings(result).heading().orElse(""),
        storage ? StorageSummary.sentence(all) : loadSentence(result, all),
        tables);
  }

  private static String loadSentence(RunResult result, Selection all) {
    return LoadSummary.hasLoads(all) ? Advice.sentence(result) : "";
  }
}
