package io.github.imagefeed.report;

import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The two files of one run.
 *
 * @param json everything, see {@link ResultsJson}
 * @param csv the samples, see {@link ResultsCsv}
 */
public record ResultsFiles(Path json, Path csv) {

  static final DateTimeFormatter FOLDER_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String JSON_ENDING = ".json";

  /**
   * Writes {@code results.json} and {@code results.csv} into a new folder of {@code root}, named
   * after the time in UTC as in {@code 20261123-193000}; {@code -2}, {@code -3}, … is added where
   * that folder exists, so no earlier run is overwritten.
   *
   * @throws IOException naming the file or folder
   */
  public static ResultsFiles writeNew(RunResult result, Path root, Instant time)
      throws IOException {
    Path folder = newFolder(root, FOLDER_NAME.format(time));
    return write(result, folder.resolve("results.json"), folder.resolve("results.csv"));
  }

  /**
   * Writes {@code json} and, beside it, the CSV file of the same name ending in {@code .csv};
   * replaces both if they exist.
   *
   * @throws IOException naming the file
   */
  public static ResultsFiles writeTo(RunResult result, Path json) throws IOException {
    String name = json.toAbsolutePath().getFileName().toString();
    boolean endsInJson = name.toLowerCase(Locale.ROOT).endsWith(JSON_ENDING);
    String stem = endsInJson ? name.substring(0, name.length() - JSON_ENDING.length()) : name;
    return write(result, json, json.resolveSibling(stem + ".csv"));
  }

  private static ResultsFiles write(RunResult result, Path json, Path csv) throws IOException {
    ResultsJson.write(result, json);
    ResultsCsv.write(result, csv);
    return new ResultsFiles(json, csv);
  }

  private static Path newFolder(Path root, String name) throws IOException {
    try {
      Files.createDirectories(root);
      for (int run = 1; ; run++) {
        Path folder = root.resolve(run == 1 ? name : name + "-" + run);
        try {
          return Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
          // Taken, so on to the next number; asking first would let two runs share a folder.
        }
      }
    } catch (IOException e) {
      throw new IOException("cannot make a results folder in " + root + ": " + e, e);
    }
  }
}
