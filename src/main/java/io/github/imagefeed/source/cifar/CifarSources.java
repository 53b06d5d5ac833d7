package io.github.imagefeed.source.cifar;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Finds, opens and unpacks CIFAR folders and archives. */
public final class CifarSources {

  private CifarSources() {}

  /**
   * Whether the path is a CIFAR folder or archive, by what it holds: a folder counts with any of
   * its data files in it, complete or not, so that {@link #open} can say what is missing.
   *
   * @throws SourceException if the path is a damaged {@code .gz} file
   */
  public static boolean recognises(Path path) throws IOException {
    return version(path).isPresent();
  }

  /**
   * Opens a folder or an archive.
   *
   * <p>All data files of the version are required, whatever number of images they hold. An archive
   * is unpacked (180 MB) into a temporary folder, which is removed when the source is closed.
   *
   * @param labels which labels to give where the path holds CIFAR-100; ignored for CIFAR-10
   * @throws SourceException if the path is not recognised, or its files are missing or damaged
   */
  public static ImageSource open(Path path, Cifar100Labels labels) throws IOException {
    CifarVersion version = require(path);
    String description = version.title() + ", " + path;
    if (Files.isDirectory(path)) {
      return openFolder(version, path, labels, description, () -> {});
    }
    Path folder = Files.createTempDirectory("imagefeed-cifar-");
    try {
      new CifarArchive(path).unpack(version, folder);
      return openFolder(version, folder, labels, description, () -> delete(folder));
    } catch (SourceException e) {
      deleteAfter(e, folder);
      // The temporary folder, which the message may name, is gone: say where the files came from.
      throw e.getMessage().contains(path.toString())
          ? e
          : new SourceException("in " + path + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, folder);
      throw e;
    }
  }

  /**
   * The CIFAR-10 to be used among what lies in a data folder: the first that exists of {@code
   * cifar-10-batches-bin/}, {@code cifar-10-batches-py/}, {@code cifar-10-binary.tar.gz}, {@code
   * cifar-10-python.tar.gz}. What it holds is not looked at.
   */
  public static Optional<Path> findIn(Path dataFolder) {
    List<CifarVersion> order = List.of(CifarVersion.TEN_BINARY, CifarVersion.TEN_PYTHON);
    for (CifarVersion version : order) {
      Path folder = dataFolder.resolve(version.folderName());
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    for (CifarVersion version : order) {
      Path archive = dataFolder.resolve(version.archiveName());
      if (Files.isRegularFile(archive)) {
        return Optional.of(archive);
      }
    }
    return Optional.empty();
  }

  /**
   * Unpacks an archive to stay: into {@code dataFolder/cifar-10-batches-bin} or whatever the
   * version's folder is called. The folder appears under that name only when it is complete.
   *
   * @return the folder
   * @throws SourceException if the archive is not recognised, damaged or incomplete, or the folder
   *     exists already
   */
  public static Path unpack(Path archive, Path dataFolder) throws IOException {
    CifarVersion version = require(archive);
    Path target = dataFolder.resolve(version.folderName());
    if (Files.exists(target)) {
      throw new SourceException(target + " exists already, expected to create it");
    }
    Path part = dataFolder.resolve(version.folderName() + ".part");
    if (Files.isDirectory(part)) {
      delete(part); // Left by a run that was stopped.
    }
    Files.createDirectories(part);
    try {
      new CifarArchive(archive).unpack(version, part);
      for (String name : version.files()) {
        if (!Files.exists(part.resolve(name))) {
          throw new SourceException(archive + " holds no " + name);
        }
      }
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, part);
      throw e;
    }
  }

  private static ImageSource openFolder(
      CifarVersion version,
      Path folder,
      Cifar100Labels labels,
      String description,
      Closeable afterwards)
      throws IOException {
    return switch (version) {
      case TEN_BINARY -> BinaryFolder.openTen(folder, description, afterwards);
      case TEN_PYTHON -> PythonFolder.open(folder, description, afterwards);
      case HUNDRED_BINARY -> BinaryFolder.openHundred(folder, labels, description, afterwards);
    };
  }

  private static Optional<CifarVersion> version(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return CifarVersion.ofFolder(path);
    }
    return Files.isRegularFile(path) ? new CifarArchive(path).version() : Optional.empty();
  }

  private static CifarVersion require(Path path) throws IOException {
    return version(path)
        .orElseThrow(
            () ->
                new SourceException(
                    path
                        + " is no CIFAR folder or archive: it holds none of data_batch_1.bin,"
                        + " data_batch_1, fine_label_names.txt"));
  }

  private static void deleteAfter(Exception failure, Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Deletes a folder of files; unpacking makes no folders inside it. */
  private static void delete(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
