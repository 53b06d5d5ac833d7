package io.github.imagefeed.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the files of a run lie. */
public final class RunFiles {

  private static final String RESULTS = "results.json";
  private static final String JSON_ENDING = ".json";

  /** A folder's name where nobody chose another. */
  private static final Pattern TIMED = Pattern.compile("\\d{8}-\\d{6}(-\\d+)?");

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
   * The results of all runs in a folder of runs, newest first; folders are named after the time.
   * Those of a time to come are behind all others: they are from a clock that was wrong, and would
   * be the newest until that time.
   */
  public static List<Path> newestFirst(Path root, Instant now) throws IOException {
    String latest = ResultsFiles.FOLDER_NAME.format(now);
    Comparator<Path> order =
        Comparator.comparing((Path file) -> isToCome(file, latest))
            .thenComparing(file -> file.getParent().getFileName(), Comparator.reverseOrder());
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(folder -> folder.resolve(RESULTS))
          .filter(Files::isRegularFile)
          .sorted(order)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // nothing was ever written there
    }
  }

  private static boolean isToCome(Path file, String latest) {
    String name = file.getParent().getFileName().toString();
    return TIMED.matcher(name).matches()
        && name.substring(0, latest.length()).compareTo(latest) > 0;
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
