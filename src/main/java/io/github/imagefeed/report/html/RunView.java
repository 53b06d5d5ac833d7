package io.github.imagefeed.report.html;

import io.github.imagefeed.report.AllFigures;
import io.github.imagefeed.report.ChartSize;
import io.github.imagefeed.report.Drawing;
import io.github.imagefeed.report.FigureTable;
import io.github.imagefeed.report.Plot;
import io.github.imagefeed.report.PlotGroup;
import io.github.imagefeed.report.PlotTable;
import io.github.imagefeed.report.RunPlots;
import io.github.imagefeed.report.RunSummary;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the template shows of a run; public because templates see public members only.
 *
 * @param id of its section
 * @param name short, to tell several runs apart
 * @param facts environment by topic
 */
public record RunView(
    String id,
    String name,
    RunInfo info,
    RunSummary summary,
    List<GroupView> groups,
    List<String> notes,
    Map<String, Map<String, String>> facts,
    FigureTable figures) {

  /** Plots of one topic. */
  public record GroupView(String id, String title, List<PlotView> plots) {}

  /** A plot in both sizes, with its words and numbers. */
  public record PlotView(
      Plot plot, String id, String wide, String narrow, String legend, FigureTable table) {}

  static RunView of(RunResult result, int number, boolean several, Drawing drawing) {
    String prefix = several ? "run" + number + "-" : "";
    List<GroupView> groups = new ArrayList<>();
    for (PlotGroup group : RunPlots.of(result)) {
      List<PlotView> plots = new ArrayList<>();
      for (Plot plot : group.plots()) {
        plots.add(
            new PlotView(
                plot,
                prefix + plot.id(),
                drawing.svg().apply(plot, ChartSize.WIDE),
                drawing.svg().apply(plot, ChartSize.NARROW),
                PlotTable.legend(plot),
                PlotTable.of(plot)));
      }
      groups.add(new GroupView(prefix + "topic-" + (groups.size() + 1), group.title(), plots));
    }
    RunInfo info = result.run();
    return new RunView(
        "run-" + number,
        "Run " + number + ": " + info.command(),
        info,
        RunSummary.of(result),
        groups,
        result.notes(),
        facts(info),
        AllFigures.of(result));
  }

  private static Map<String, Map<String, String>> facts(RunInfo info) {
    Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    facts.put("Images", info.dataset());
    facts.put("Machine", info.machine());
    facts.put("Versions", info.versions());
    facts.put("Options", info.options());
    facts.values().removeIf(Map::isEmpty);
    return facts;
  }
}
