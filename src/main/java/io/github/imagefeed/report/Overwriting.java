package io.github.imagefeed.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses to replace what a report cannot make again: measured samples, and files of others. Each
 * check fails with what is there, where, and what to do; none changes anything.
 */
public final class Overwriting {

  private static final String GENERATOR = "<meta name=\"generator\" content=\"imagefeed\">";

  private static final String PNG = "\u0089PNG\r\n";

  /** The mark of a page stands before its style sheet. */
  private static final int BEGINNING = 4096;

  private Overwriting() {}

  /**
   * Lets a page be written where there is nothing yet or an earlier page of imagefeed.
   *
   * @param inputs results that the page is made of
   */
  public static void checkPage(Path page, List<Path> inputs) throws IOException {
    check(page, inputs, "--out");
    if (Files.exists(page) && !beginning(page).contains(GENERATOR)) {
      throw new IOException(
          page + " exists and is no page of imagefeed, name another file with --out");
    }
  }

  /**
   * Lets plots be written where there is nothing yet or a picture of the same kind.
   *
   * @param plots SVG and PNG files
   * @param inputs results that the plots are made of, and the page beside them
   */
  public static void checkPlots(List<Path> plots, List<Path> inputs) throws IOException {
    for (Path plot : plots) {
      check(plot, inputs, "--plots");
      if (Files.exists(plot) && !isPlot(plot)) {
        throw new IOException(
            plot + " exists and is no plot of imagefeed, name another folder with --plots");
      }
    }
  }

  private static void check(Path file, List<Path> inputs, String option) throws IOException {
    for (Path input : inputs) {
      if (isSame(file, input)) {
        throw new IOException(
            file + " is needed for this report itself, name another place with " + option);
      }
    }
    if (Files.isDirectory(file)) {
      throw new IOException(
          file + " is a folder, expected a file to write; name another place with " + option);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no plain file, name another place with " + option);
    }
  }

  /** SVG files of imagefeed have a mark, PNG files have none. */
  private static boolean isPlot(Path file) throws IOException {
    String beginning = beginning(file);
    return file.toString().endsWith(".svg")
        ? beginning.contains("<svg ") && beginning.contains(" class=\"chart\"")
        : beginning.startsWith(PNG);
  }

  /** Links and ".." give the same file many names. */
  private static boolean isSame(Path a, Path b) throws IOException {
    if (Files.exists(a) && Files.exists(b)) {
      return Files.isSameFile(a, b);
    }
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
    }
  }
}
