package io.github.imagefeed.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that one set of images is divided into, by split.
 *
 * <ul>
 *   <li>A path is one file, several by a pattern as shells expand it ({@code
 *       train-{000000..000009}.tar}, {@code {train,test}.tar}), or a folder with files in it, in
 *       its folder {@code data}, or one level below those in folders named as splits are.
 *   <li>The split is told by a word in the file's name, else in that of its folder: train, test,
 *       and validation, val, valid or dev. Files without such a word are for training.
 *   <li>Validation files are the test split where there are no test files; else they are left out.
 *   <li>A split's files come in plain string order of their paths.
 *   <li>Hidden files are left out.
 * </ul>
 */
public final class ShardFiles {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");
  private static final int MAX_FILES = 100_000;

  /** What tells a split; each in a group named as the part is. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?<![a-z])(?:(?<train>train|training)|(?<test>test)"
              + "|(?<validation>validation|valid|val|dev))(?![a-z])");

  /** Shards of the Hugging Face Hub: {@code train-00000-of-00003.parquet}. */
  private static final Pattern NUMBERED = Pattern.compile("(.*-)(\\d+)-of-(\\d+)(.*)");

  private static final int MAX_DIGITS = 9;

  private enum Part {
    TRAIN,
    TEST,
    VALIDATION
  }

  private ShardFiles() {}

  /** Whether the path has braces to expand. */
  public static boolean isPattern(Path path) {
    String text = path.toString();
    return text.indexOf('{') >= 0 && text.indexOf('{') < text.lastIndexOf('}');
  }

  /**
   * Lists the files of each split; every split is present, one of them at least with a file, unless
   * the path is a folder without shards.
   *
   * @param isShard told the name of each file in a folder
   * @throws NoSuchFileException if a file of a pattern is missing
   */
  public static Map<Split, List<Path>> list(Path path, Predicate<String> isShard)
      throws IOException {
    Map<Part, List<Path>> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new ArrayList<>());
    }
    for (Path file : files(path, isShard)) {
      parts.get(part(file, path)).add(file);
    }
    List<Path> test = parts.get(Part.TEST);
    return Map.of(
        Split.TRAIN,
        List.copyOf(parts.get(Part.TRAIN)),
        Split.TEST,
        List.copyOf(test.isEmpty() ? parts.get(Part.VALIDATION) : test));
  }

  private static List<Path> files(Path path, Predicate<String> isShard) throws IOException {
    List<Path> files = new ArrayList<>();
    if (isPattern(path)) {
      List<String> names = new ArrayList<>();
      expand(path.toString(), names);
      for (String name : names) {
        files.add(existing(Path.of(name), path));
      }
    } else if (Files.isDirectory(path)) {
      for (Path folder : List.of(path, path.resolve("data"))) {
        addShards(folder, isShard, files);
        for (Path child : children(folder)) {
          if (Files.isDirectory(child) && word(child).find()) {
            addShards(child, isShard, files);
          }
        }
      }
    } else {
      files.add(path);
    }
    Collections.sort(files);
    requireAll(files);
    return files;
  }

  /** Where names say how many there are, as {@code train-00000-of-00003} does. */
  private static void requireAll(List<Path> files) throws NoSuchFileException {
    Set<Path> there = new HashSet<>(files);
    for (Path file : files.size() == 1 ? List.<Path>of() : files) {
      Matcher name = NUMBERED.matcher(file.getFileName().toString());
      if (name.matches()
          && name.group(2).length() < MAX_DIGITS
          && name.group(3).length() < MAX_DIGITS) {
        int count = Integer.parseInt(name.group(3));
        int own = Integer.parseInt(name.group(2));
        // The next one suffices: each asks for its own.
        String next = "%0" + name.group(2).length() + "d";
        int wanted = (own + 1) % Math.max(1, count);
        Path other =
            file.resolveSibling(
                name.group(1)
                    + String.format(Locale.ROOT, next, wanted)
                    + "-of-"
                    + name.group(3)
                    + name.group(4));
        if (own < count && !there.contains(other)) {
          throw new NoSuchFileException(
              other.toString(),
              null,
              "no such file, but there is "
                  + file
                  + "; give single files"
                  + " by name if only some are wanted");
        }
      }
    }
  }

  private static Path existing(Path file, Path pattern) throws NoSuchFileException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "no such file, expected one as " + pattern + " says");
    }
    return file;
  }

  private static void addShards(Path folder, Predicate<String> isShard, List<Path> files)
      throws IOException {
    for (Path child : children(folder)) {
      if (isShard.test(child.getFileName().toString()) && Files.isRegularFile(child)) {
        files.add(child);
      }
    }
  }

  /** What is not hidden in a folder; nothing if there is no such folder. */
  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return children;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          children.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }

  private static Part part(Path file, Path root) {
    Matcher name = word(file);
    if (name.find()) {
      return part(name);
    }
    Path folder = file.getParent();
    if (folder != null && !folder.equals(root) && Files.isDirectory(root)) {
      Matcher parent = word(folder);
      if (parent.find()) {
        return part(parent);
      }
    }
    return Part.TRAIN;
  }

  private static Part part(Matcher word) {
    for (Part part : Part.values()) {
      if (word.group(part.name().toLowerCase(Locale.ROOT)) != null) {
        return part;
      }
    }
    throw new IllegalStateException("no group of " + WORD + " matches");
  }

  private static Matcher word(Path path) {
    Path name = path.getFileName();
    return WORD.matcher(name == null ? "" : name.toString().toLowerCase(Locale.ROOT));
  }

  private static void expand(String text, List<String> names) throws SourceException {
    int open = text.indexOf('{');
    int close = text.indexOf('}', Math.max(0, open));
    if (open < 0 || close < 0) {
      if (names.size() == MAX_FILES) {
        throw new SourceException(
            text + ": is beyond " + MAX_FILES + " files, the limit for a pattern");
      }
      names.add(text);
      return;
    }
    String before = text.substring(0, open);
    String after = text.substring(close + 1);
    String inside = text.substring(open + 1, close);
    Matcher range = RANGE.matcher(inside);
    if (range.matches()) {
      int last = Integer.parseInt(range.group(2));
      String number = "%0" + range.group(1).length() + "d";
      for (int i = Integer.parseInt(range.group(1)); i <= last; i++) {
        expand(before + String.format(Locale.ROOT, number, i) + after, names);
      }
    } else {
      for (String each : inside.split(",", -1)) {
        expand(before + each + after, names);
      }
    }
  }
}
