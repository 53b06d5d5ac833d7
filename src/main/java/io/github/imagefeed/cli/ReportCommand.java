package io.github.imagefeed.cli;

import io.github.imagefeed.report.Overwriting;
import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.report.RunFiles;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One page from the results of runs. */
@Command(
    name = "report",
    header = "Make one HTML page of what a run has measured.",
    description = {
      "",
      "Draws the figures of results.json as plots and tables in one file that needs no network: a"
          + " short summary first, then plots with the spread of their samples and the numbers"
          + " beneath, then machine, versions and options. Prints where the page is.",
      "Of two runs it also shows each figure of both beside the other, and whether they differ by"
          + " more than the noise.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  imagefeed report                                  the newest run in data/results",
      "  imagefeed report data/results/20261125-185637     that run",
      "  imagefeed report before.json after.json --out difference.html",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    },
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description =
          "Files results.json, or the folders they lie in (default: the newest run in"
              + " data/results).")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the page here (default: report.html beside the first results.json); replaces no"
              + " file but an earlier page.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Also write each plot there, as an SVG and a PNG file.")
  private Optional<Path> plots = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Path> files = files();
    List<RunResult> results = new ArrayList<>();
    for (Path file : files) {
      results.add(ResultsJson.read(file));
    }
    Path page = out.orElseGet(() -> RunFiles.report(files.get(0)));
    Overwriting.checkPage(page, files);
    if (plots.isPresent()) {
      List<Path> kept = new ArrayList<>(files);
      kept.add(page);
      Overwriting.checkPlots(ReportWriter.plotFiles(results, plots.get()), kept);
    }
    ReportWriter.page(results, page);
    spec.commandLine().getOut().println(page);
    if (plots.isPresent()) {
      int count = ReportWriter.plots(results, plots.get());
      new Terminal(spec.commandLine().getErr())
          .say(count + " plots, as SVG and PNG, in " + plots.get());
    }
    return 0;
  }

  private List<Path> files() throws IOException {
    if (runs.isEmpty()) {
      Path newest =
          RunFiles.newestFirst(ResultOutput.RESULTS, Instant.now()).stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "no run in "
                              + ResultOutput.RESULTS
                              + ", expected one that 'compare', 'load', 'storage' or 'train' made"
                              + " there; or name a results.json"));
      return List.of(newest);
    }
    List<Path> files = new ArrayList<>();
    for (Path run : runs) {
      files.add(RunFiles.results(run));
    }
    return files;
  }
}
