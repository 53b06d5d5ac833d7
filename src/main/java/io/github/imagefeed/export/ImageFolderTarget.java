package io.github.imagefeed.export;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code CLASS/00000123.png}, the number being the image's in its store: what torchvision's
 * ImageFolder reads, and this program's own folder source. Where there are test images, or it is
 * asked for, below {@code train} and {@code test}.
 *
 * <p>Those readers number the classes in the order of their folders' names, and know of no class
 * without images: labels are others than in the store where its names are not sorted, or not all
 * are used.
 */
final class ImageFolderTarget implements ExportTarget {

  private static final Pattern FILES = Pattern.compile("((train|test)/)?[^/]+/\\d{8,10}\\.png");

  private final Optional<String> split;

  /**
   * The target.
   *
   * @param split train or test: the folder that images go to where no test images are given
   */
  ImageFolderTarget(Optional<String> split) {
    this.split = split;
  }

  @Override
  public String name() {
    return "imagefolder";
  }

  @Override
  public String description() {
    return "a folder with a folder of PNG files for each class";
  }

  @Override
  public String reading(boolean tests) {
    String below = tests ? "/train" : split.map(name -> "/" + name).orElse("");
    return "torchvision.datasets.ImageFolder(OUT" + below + "), or import --data OUT";
  }

  @Override
  public void requireFitting(ExportImages images) {
    if (images.test().isPresent() && split.isPresent()) {
      throw new IllegalArgumentException(
          "with test images both parts get folders of their own, train and test; give no split");
    }
    FolderNames.of(images.classes());
  }

  @Override
  public void write(Path path, ExportImages images, ExportProgress progress) throws IOException {
    StoreWalk walk = new StoreWalk(progress);
    if (images.test().isEmpty()) {
      write(split.map(path::resolve).orElse(path), images.train(), walk);
      return;
    }
    write(path.resolve("train"), images.train(), walk);
    write(path.resolve("test"), images.test().get(), walk);
  }

  private static void write(Path root, ImageStore store, StoreWalk walk) throws IOException {
    List<Path> folders = FolderNames.of(store.classes()).stream().map(root::resolve).toList();
    boolean[] made = new boolean[folders.size()];
    try (PngFileWriter writer = new PngFileWriter(store.shape(), PngCompression.FAST)) {
      walk.through(
          store,
          store.shape().layout(),
          (index, pixels, label) -> {
            Path folder = folders.get(label);
            if (!made[label]) {
              Files.createDirectories(folder); // not of classes without images: nobody reads those
              made[label] = true;
            }
            writer.write(folder.resolve(String.format(Locale.ROOT, "%08d.png", index)), pixels);
          });
    }
  }

  @Override
  public boolean isOwn(Path path) throws IOException {
    return Export.holdsOnly(path, FILES);
  }
}
