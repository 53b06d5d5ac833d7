package io.github.imagefeed.cli;

import io.github.imagefeed.measure.Environment;
import io.github.imagefeed.report.ResultsFiles;
import io.github.imagefeed.report.RunFiles;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Where the figures of a run are written. */
final class ResultOutput {

  /** Where one of these is given, a file says the rest, and the defaults are not what was used. */
  private static final List<String> SETTLED_BEFORE = List.of("--from", "--resume");

  static final Path RESULTS = Path.of("data", "results");

  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write the results here, and a .csv beside it (default: a new folder in data/results).")
  private Optional<Path> json = Optional.empty();

  /** Makes the results' folder, so that a long run does not fail at its end. */
  void prepare() throws IOException {
    requireWritable(json.map(file -> file.toAbsolutePath().getParent()).orElse(RESULTS));
  }

  static void requireWritable(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  /** What was measured on: training images and, if there are any, test images. */
  static Map<String, String> dataset(StoreManifest train, Optional<StoreManifest> test) {
    Map<String, String> dataset = new LinkedHashMap<>();
    dataset.put("description", train.source());
    dataset.put("train", String.valueOf(train.count()));
    test.ifPresent(manifest -> dataset.put("test", String.valueOf(manifest.count())));
    dataset.put("shape", train.shape().toString());
    dataset.put("classes", String.valueOf(train.classes().size()));
    train.contentDigest().ifPresent(digest -> dataset.put("digest", digest));
    return dataset;
  }

  /** Joins figures with where they come from. */
  RunResult result(
      CommandSpec command, Map<String, String> dataset, List<Measurement> measurements, Path stores)
      throws IOException {
    return result(command, dataset, measurements, List.of(), stores);
  }

  /** As before, with notes on what was left out. */
  RunResult result(
      CommandSpec command,
      Map<String, String> dataset,
      List<Measurement> measurements,
      List<String> notes,
      Path stores)
      throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    boolean defaultsHold = SETTLED_BEFORE.stream().noneMatch(name -> isGiven(command, name));
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (option.usageHelp() || option.versionHelp() || value == null) {
        continue;
      }
      if (!defaultsHold && !isGiven(command, option.longestName())) {
        continue;
      }
      if (value instanceof Optional<?> optional) {
        optional.ifPresent(v -> options.put(option.longestName(), v.toString()));
      } else {
        options.put(option.longestName(), value.toString());
      }
    }
    return new RunResult(
        new RunInfo(
            command.name(),
            started.toString(),
            dataset,
            Environment.machine(stores),
            Environment.versions(),
            options),
        measurements,
        notes);
  }

  private static boolean isGiven(CommandSpec command, String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Writes the report as a page beside the results, and says where it is. */
  void writeReport(RunResult result, ResultsFiles files, Terminal terminal) throws IOException {
    Path page = RunFiles.report(files.json());
    ReportWriter.page(List.of(result), page);
    terminal.say("report: " + page);
  }

  /** Writes the files and says where they are. */
  ResultsFiles write(RunResult result, Terminal terminal) throws IOException {
    ResultsFiles files =
        json.isPresent()
            ? ResultsFiles.writeTo(result, json.get())
            : ResultsFiles.writeNew(result, RESULTS, started);
    terminal.say("results: " + files.json() + " and " + files.csv());
    return files;
  }
}
