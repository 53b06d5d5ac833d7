package io.github.imagefeed.source.cifar;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens a folder of a binary version. */
final class BinaryFolder {

  /** The official lists are under 2 kB; a longer file is not one of them. */
  private static final long MAX_NAMES_BYTES = 64 * 1024;

  private BinaryFolder() {}

  /** CIFAR-10; the list of class names may be missing, the standard names are used then. */
  static ImageSource openTen(Path folder, String description, Closeable afterwards)
      throws IOException {
    Path names = folder.resolve("batches.meta.txt");
    ClassNames classes = Files.exists(names) ? readNames(names, 10) : CifarVersion.TEN_NAMES;
    return open(CifarVersion.TEN_BINARY, folder, 1, 0, classes, description, afterwards);
  }

  /** CIFAR-100 with the labels asked for; their list of names is required. */
  static ImageSource openHundred(
      Path folder, Cifar100Labels labels, String description, Closeable afterwards)
      throws IOException {
    ClassNames classes = readNames(folder.resolve(labels.namesFile()), labels.classes());
    return open(
        CifarVersion.HUNDRED_BINARY,
        folder,
        2,
        labels.position(),
        classes,
        description,
        afterwards);
  }

  private static ImageSource open(
      CifarVersion version,
      Path folder,
      int labelBytes,
      int labelPosition,
      ClassNames classes,
      String description,
      Closeable afterwards)
      throws IOException {
    List<BatchFile> opened = new ArrayList<>();
    try {
      for (String name : version.trainFiles()) {
        opened.add(RecordFile.open(folder.resolve(name), labelBytes, labelPosition));
      }
      opened.add(RecordFile.open(folder.resolve(version.testFile()), labelBytes, labelPosition));
      int train = version.trainFiles().size();
      return new BatchedSource(
          description,
          classes,
          opened.subList(0, train),
          opened.subList(train, opened.size()),
          afterwards);
    } catch (IOException e) {
      try {
        BatchedSource.closeAll(opened);
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private static ClassNames readNames(Path file, int expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new SourceException(file + " is missing");
    }
    if (Files.size(file) > MAX_NAMES_BYTES) {
      throw new SourceException(
          String.format(
              "%s is %d bytes, expected at most %d for a list of class names",
              file, Files.size(file), MAX_NAMES_BYTES));
    }
    try {
      return namesOf(file, Files.readAllLines(file, StandardCharsets.UTF_8), expected);
    } catch (CharacterCodingException e) {
      throw new SourceException(file + " is not a list of class names: not UTF-8 text", e);
    }
  }

  /** Class names from a list that may hold blank lines, as the official ones do at their end. */
  static ClassNames namesOf(Path file, List<String> lines, int expected) throws SourceException {
    List<String> names = lines.stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.size() != expected) {
      throw new SourceException(
          file + " holds " + names.size() + " class names, expected " + expected);
    }
    try {
      return new ClassNames(names);
    } catch (IllegalArgumentException e) {
      throw new SourceException(file + ": " + e.getMessage(), e);
    }
  }
}
