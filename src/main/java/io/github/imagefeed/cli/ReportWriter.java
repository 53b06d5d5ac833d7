package io.github.imagefeed.cli;

import io.github.imagefeed.report.Drawing;
import io.github.imagefeed.report.Plot;
import io.github.imagefeed.report.PlotGroup;
import io.github.imagefeed.report.RunPlots;
import io.github.imagefeed.report.TextFiles;
import io.github.imagefeed.report.chart.Charts;
import io.github.imagefeed.report.html.HtmlReport;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Joins what plots show with what draws them, and writes the files. */
final class ReportWriter {

  private ReportWriter() {}

  /** Writes the page; it appears whole or not at all. */
  static void page(List<RunResult> runs, Path file) throws IOException {
    Drawing drawing = new Drawing(Charts::svg, Charts.styleSheet(":root"));
    TextFiles.write(file, HtmlReport.render(runs, drawing));
  }

  /**
   * Writes each plot as an SVG and a PNG file into a folder, which is made if it is missing.
   *
   * @return number of plots
   */
  static int plots(List<RunResult> runs, Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Plot> plots = named(runs);
    for (Map.Entry<String, Plot> plot : plots.entrySet()) {
      TextFiles.write(folder.resolve(plot.getKey() + ".svg"), Charts.svgFile(plot.getValue()));
      Files.write(folder.resolve(plot.getKey() + ".png"), Charts.png(plot.getValue()));
    }
    return plots.size();
  }

  /** The files that {@link #plots} would write. */
  static List<Path> plotFiles(List<RunResult> runs, Path folder) {
    return named(runs).keySet().stream()
        .flatMap(name -> Stream.of(folder.resolve(name + ".svg"), folder.resolve(name + ".png")))
        .toList();
  }

  private static Map<String, Plot> named(List<RunResult> runs) {
    Map<String, Plot> plots = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      String prefix = runs.size() == 1 ? "" : "run" + (i + 1) + "-";
      for (PlotGroup group : RunPlots.of(runs.get(i))) {
        group.plots().forEach(plot -> plots.put(prefix + plot.id(), plot));
      }
    }
    return plots;
  }
}
