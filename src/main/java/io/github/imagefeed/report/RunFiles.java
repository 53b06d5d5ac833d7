package io.github.imagefeed.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the files of a run lie. */
public final class RunFiles {

  private static final String RESULTS = "results.json";
  private static final String JSON_ENDING = ".json";

  private RunFiles() {}

  /**
   * The results file that is meant: a file itself, or {@code results.json} in a folder.
   *
   * @throws IOException if there is none, saying what was expected
   */
  public static Path results(Path run) throws IOException {
    Path file = Files.isDirectory(run) ? run.resolve(RESULTS) : run;
    if (!Files.exists(file)) {
      throw new IOException(
          (file.equals(run) ? run + " does not exist" : run + " holds no " + RESULTS)
              + ", expected a run's results.json or the folder it lies in");
    }
    return file;
  }

  /**
   * The results of the newest run in a folder of runs; their folders are named after their time.
   */
  public static Optional<Path> newest(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(folder -> folder.resolve(RESULTS))
          .filter(Files::isRegularFile)
          .max(Comparator.comparing(file -> file.getParent().getFileName().toString()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty(); // nothing was ever written there
    }
  }

  /** Where the report of a run belongs: {@code report.html}, or NAME.html beside NAME.json. */
  public static Path report(Path json) {
    String name = json.toAbsolutePath().getFileName().toString();
    if (name.equals(RESULTS)) {
      return json.resolveSibling("report.html");
    }
    boolean endsInJson = name.toLowerCase(Locale.ROOT).endsWith(JSON_ENDING);
    String stem = endsInJson ? name.substring(0, name.length() - JSON_ENDING.length()) : name;
    return json.resolveSibling(stem + ".html");
  }
}
