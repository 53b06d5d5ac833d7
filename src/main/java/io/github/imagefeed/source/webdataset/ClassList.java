package io.github.imagefeed.source.webdataset;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Class names in a text file beside the shards, one a line. */
final class ClassList {

  /** Ours, and the one of the sets that CLIP is tested with. */
  private static final List<String> FILES = List.of("classes.txt", "classnames.txt");

  private static final int MAX_BYTES = 1 << 24;

  private ClassList() {}

  /** The file in one of the folders; empty if there is none. */
  static Optional<Path> find(List<Path> folders) {
    for (Path folder : folders) {
      for (String name : FILES) {
        if (Files.isRegularFile(folder.resolve(name))) {
          return Optional.of(folder.resolve(name));
        }
      }
    }
    return Optional.empty();
  }

  static ClassNames read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new SourceException(
          file + ": has " + Files.size(file) + " bytes, expected at most " + MAX_BYTES);
    }
    List<String> names = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        names.add(line.strip());
      }
    } catch (CharacterCodingException e) {
      throw new SourceException(file + ": is not UTF-8, expected a class name a line", e);
    }
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    try {
      return new ClassNames(names);
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          file + ": " + e.getMessage() + "; expected a class name a line, each once", e);
    }
  }
}
