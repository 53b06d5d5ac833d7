package io.github.imagefeed.cli;

import io.github.imagefeed.advice.StorageRun;
import io.github.imagefeed.measure.Environment;
import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.report.RunFiles;
import io.github.imagefeed.result.RunResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run that advice is drawn from.
 *
 * @param run the figures
 * @param where it was found, for people
 * @param ofThisMachine whether its seconds hold here; otherwise only their ratios may
 */
record StorageBasis(StorageRun run, String where, boolean ofThisMachine) {

  /** A run of {@code storage} as it writes it: to use a better one, replace the file. */
  private static final String BUILT_IN = "reference-storage.json";

  /**
   * The run that was asked for.
   *
   * @param named a results file, or a folder with one
   */
  static StorageBasis at(Path named, Map<String, String> machine) throws IOException {
    Path file = RunFiles.results(named);
    RunResult result = ResultsJson.read(file);
    return new StorageBasis(
        checked(result, file.toString()),
        file.toString(),
        Environment.isSame(machine, result.run().machine()));
  }

  /**
   * The newest run of this machine in {@code data/results} that is good enough, or the built-in
   * one.
   *
   * @param terminal hears how many newer ones cannot be used, and which is the newest; those of
   *     other machines are counted where nothing else is found
   */
  static StorageBasis find(Map<String, String> machine, Terminal terminal) throws IOException {
    int foreign = 0;
    List<Path> unfit = new ArrayList<>();
    for (Path file : RunFiles.newestFirst(ResultOutput.RESULTS, Instant.now())) {
      try {
        RunResult result = ResultsJson.read(file);
        if (!result.run().command().equals(StorageRun.COMMAND)) {
          continue;
        }
        if (Environment.isSame(machine, result.run().machine())) {
          StorageRun run = checked(result, file.toString());
          say(unfit, terminal);
          return new StorageBasis(run, file.toString(), true);
        }
        foreign++;
      } catch (IOException e) {
        // A trial of half a minute, or a file cut short, must not keep an older run from serving.
        // Its reason is long, and one of many: the notice says how to see it.
        unfit.add(file);
      }
    }
    say(unfit, terminal);
    if (foreign > 0) {
      terminal.notice(
          "not used: "
              + foreign
              + (foreign == 1 ? " run" : " runs")
              + " of 'storage' on other machines in "
              + ResultOutput.RESULTS
              + "; --run FILE takes one all the same");
    }
    return builtIn();
  }

  /** One line, however many there are. */
  private static void say(List<Path> unfit, Terminal terminal) {
    if (!unfit.isEmpty()) {
      terminal.notice(
          "not used: "
              + unfit.size()
              + (unfit.size() == 1 ? " newer run" : " newer runs")
              + " too small, poor or damaged to predict from, the newest is "
              + unfit.get(0)
              + " (give it with --run to see why)");
    }
  }

  static StorageBasis builtIn() throws IOException {
    try (InputStream in = StorageBasis.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new FileNotFoundException("this program lacks its part " + BUILT_IN);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new StorageBasis(
          checked(ResultsJson.parse(text, BUILT_IN), BUILT_IN), "the built-in reference", false);
    }
  }

  private static StorageRun checked(RunResult result, String where) throws IOException {
    try {
      return StorageRun.of(result);
    } catch (IOException e) {
      throw new IOException(where + " is " + e.getMessage(), e);
    }
  }

  /** This machine, with the file system that stores would lie on. */
  static Map<String, String> thisMachine() throws IOException {
    Path folder = Path.of("data", "stores").toAbsolutePath();
    while (!Files.isDirectory(folder)) {
      folder = Optional.ofNullable(folder.getParent()).orElseThrow();
    }
    return Environment.machine(folder);
  }
}
