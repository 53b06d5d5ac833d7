package io.github.imagefeed.source.cifar;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The published forms of CIFAR: what the files of each are called. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are unmodifiable.
enum CifarVersion {
  TEN_BINARY(
      "CIFAR-10 binary version",
      "cifar-10-batches-bin",
      "cifar-10-binary.tar.gz",
      batches(".bin"),
      "test_batch.bin",
      List.of("batches.meta.txt")),
  TEN_PYTHON(
      "CIFAR-10 python version",
      "cifar-10-batches-py",
      "cifar-10-python.tar.gz",
      batches(""),
      "test_batch",
      List.of("batches.meta")),
  HUNDRED_BINARY(
      "CIFAR-100 binary version",
      "cifar-100-binary",
      "cifar-100-binary.tar.gz",
      List.of("train.bin"),
      "test.bin",
      List.of("fine_label_names.txt", "coarse_label_names.txt"));

  /** Shape of every CIFAR image, in every version. */
  static final ImageShape SHAPE = ImageShape.rgb(32, 32);

  /** Names of the ten classes, for folders that come without their list. */
  static final ClassNames TEN_NAMES =
      ClassNames.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private final String title;
  private final String folderName;
  private final String archiveName;
  private final List<String> trainFiles;
  private final String testFile;
  private final List<String> nameFiles;

  CifarVersion(
      String title,
      String folderName,
      String archiveName,
      List<String> trainFiles,
      String testFile,
      List<String> nameFiles) {
    this.title = title;
    this.folderName = folderName;
    this.archiveName = archiveName;
    this.trainFiles = trainFiles;
    this.testFile = testFile;
    this.nameFiles = nameFiles;
  }

  private static List<String> batches(String suffix) {
    return IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + suffix).toList();
  }

  /** The version whose files lie in the folder; also of a folder that lacks some of them. */
  static Optional<CifarVersion> ofFolder(Path folder) {
    for (CifarVersion version : values()) {
      for (String marker : version.markers()) {
        if (Files.isRegularFile(folder.resolve(marker))) {
          return Optional.of(version);
        }
      }
    }
    return Optional.empty();
  }

  /** The version that a file of this name belongs to and no other data set's file would. */
  static Optional<CifarVersion> ofMember(String baseName) {
    for (CifarVersion version : values()) {
      if (version.markers().contains(baseName)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  String title() {
    return title;
  }

  String folderName() {
    return folderName;
  }

  String archiveName() {
    return archiveName;
  }

  /** All of them required, in the order of the images. */
  List<String> trainFiles() {
    return trainFiles;
  }

  String testFile() {
    return testFile;
  }

  /** Every file that is read; anything else beside them is ignored. */
  List<String> files() {
    List<String> files = new ArrayList<>(trainFiles);
    files.add(testFile);
    files.addAll(nameFiles);
    return files;
  }

  private List<String> markers() {
    if (this == HUNDRED_BINARY) {
      return nameFiles; // train.bin and test.bin are anybody's names.
    }
    List<String> markers = new ArrayList<>(trainFiles);
    markers.add(testFile);
    return markers;
  }
}
