package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names that stores have while they are written: {@code .NAME.unfinished-PID}, beside NAME. */
public final class Unfinished {

  /** Between the store's name and the number of the process that writes it. */
  private static final String INFIX = ".unfinished-";

  /** Behind that number, where images are kept that the store will be written from. */
  private static final String SPOOL = "-spool";

  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,18})(" + SPOOL + ")?");

  private Unfinished() {}

  /** Whether a path has such a name. */
  public static boolean is(Path path) {
    return path.getFileName() != null && path.getFileName().toString().contains(INFIX);
  }

  /**
   * The name for this process, at which nothing exists. What writers of the same store have left
   * that were killed is removed.
   *
   * @param target the store; its folder exists
   */
  public static Path beside(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    String prefix = "." + absolute.getFileName() + INFIX;
    removeLeftovers(folder, prefix);
    Path temporary = folder.resolve(prefix + ProcessHandle.current().pid());
    Trees.delete(temporary);
    return temporary;
  }

  /** The same for a temporary store of the images that the target will be written from. */
  public static Path spoolOf(Path target) throws IOException {
    Path temporary = beside(target);
    Path spool = temporary.resolveSibling(temporary.getFileName() + SPOOL);
    Trees.delete(spool);
    return spool;
  }

  private static void removeLeftovers(Path folder, String prefix) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path file : found) {
      String writer = file.getFileName().toString().substring(prefix.length());
      Matcher number = NUMBER.matcher(writer);
      if (number.matches() && ProcessHandle.of(Long.parseLong(number.group(1))).isEmpty()) {
        Trees.delete(file);
      }
    }
  }
}
