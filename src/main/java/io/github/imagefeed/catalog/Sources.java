package io.github.imagefeed.catalog;

import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.cifar.CifarDownload;
import io.github.imagefeed.source.cifar.CifarSources;
import io.github.imagefeed.source.cifar.UnreachableException;
import io.github.imagefeed.source.folder.FolderSource;
import io.github.imagefeed.source.parquet.ParquetSource;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.source.webdataset.WebDatasetSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Every source of images, by what a user writes after {@code --data}. */
public final class Sources {

  /** What lies in the data folder, else the download, else synthetic images. */
  public static final String AUTO = "auto";

  public static final String SYNTHETIC = "synthetic";

  private static final ImageSize CIFAR_SIZE = new ImageSize(32, 32);

  private Sources() {}

  /** Whether this names a source without being a path. */
  public static boolean isWord(String data) {
    return data.equals(AUTO) || data.equals(SYNTHETIC);
  }

  /**
   * Opens a source.
   *
   * @param data {@code auto}, {@code synthetic} or a path
   */
  public static ImageSource open(String data, SourceOptions options, SourceProgress progress)
      throws IOException {
    return switch (data) {
      case AUTO -> auto(options, progress);
      case SYNTHETIC -> synthetic(options);
      default -> at(Path.of(data), options);
    };
  }

  private static ImageSource synthetic(SourceOptions options) {
    ImageSize size = options.size().orElse(CIFAR_SIZE);
    return new SyntheticSource(
        size.height(),
        size.width(),
        options.count(),
        Math.max(1, options.count() / 5),
        options.seed());
  }

  private static ImageSource at(Path path, SourceOptions options) throws IOException {
    // Before CIFAR, which reads a compressed archive to its end to know that it is none.
    if (!Files.isDirectory(path)) {
      Optional<ImageSource> shards = shards(path, options);
      if (shards.isPresent()) {
        return shards.get();
      }
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(
          path.toString(), null, "no such file or folder, expected images");
    }
    if (CifarSources.recognises(path)) {
      return cifar(path, options);
    }
    Optional<Path> inside = CifarSources.findIn(path);
    if (inside.isPresent()) {
      return cifar(inside.get(), options);
    }
    if (Files.isDirectory(path)) {
      Optional<ImageSource> shards =
          FolderSource.recognises(path) ? Optional.empty() : shards(path, options);
      return shards.isPresent() ? shards.get() : FolderSource.open(path, options.size());
    }
    throw new SourceException(
        path
            + ": not a source of images, and no store, HDF5 file or LMDB environment either; expected a CIFAR-10 or CIFAR-100 folder or .tar.gz, a"
            + " folder with a folder of PNG or JPEG files for each class, Parquet files, or shards"
            + " of WebDataset (.tar, .tar.gz)");
  }

  /** What is divided into files: one of them, a folder, or a pattern that names them. */
  private static Optional<ImageSource> shards(Path path, SourceOptions options) throws IOException {
    if (ParquetSource.recognises(path)) {
      return Optional.of(ParquetSource.open(path, options.size()));
    }
    return WebDatasetSource.recognises(path)
        ? Optional.of(WebDatasetSource.open(path, options.size()))
        : Optional.empty();
  }

  private static ImageSource cifar(Path path, SourceOptions options) throws IOException {
    ImageSource source = CifarSources.open(path, options.labels());
    if (options.size().isPresent() && !options.size().get().equals(CIFAR_SIZE)) {
      source.close();
      throw new IllegalArgumentException(
          "CIFAR images are 32x32 and are not resized, --size "
              + options.size().get()
              + " is for image folders and synthetic images");
    }
    return source;
  }

  private static ImageSource auto(SourceOptions options, SourceProgress progress)
      throws IOException {
    Path folder = options.dataFolder();
    Optional<Path> present = CifarSources.findIn(folder);
    if (present.isPresent()) {
      return cifar(unpacked(present.get(), folder, progress), options);
    }
    CifarDownload download =
        options.cifarArchive().map(CifarDownload::mirror).orElseGet(CifarDownload::official);
    progress.notice("no CIFAR-10 in " + folder + ", downloading " + download.archive());
    try {
      Path archive = download.into(folder, progress::downloaded);
      return cifar(unpacked(archive, folder, progress), options);
    } catch (UnreachableException e) {
      progress.notice(
          "cannot reach "
              + download.archive().getHost()
              + ": going on with SYNTHETIC images of the same size and number. For CIFAR-10 put"
              + " cifar-10-binary.tar.gz from "
              + CifarDownload.official().archive()
              + " into "
              + folder
              + "/ or give a mirror with --cifar-url");
      return synthetic(options);
    }
  }

  private static Path unpacked(Path found, Path folder, SourceProgress progress)
      throws IOException {
    if (Files.isDirectory(found)) {
      return found;
    }
    progress.notice("unpacking " + found);
    return CifarSources.unpack(found, folder);
  }
}
