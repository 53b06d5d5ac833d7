package io.github.imagefeed.export;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
 * are used, which {@link #notice} says. Train and test have to use the same classes, as each is
 * numbered by itself.
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
    boolean[] trained = write(path.resolve("train"), images.train(), walk);
    boolean[] tested = write(path.resolve("test"), images.test().get(), walk);
    requireSame(images.classes(), trained, tested);
  }

  private static void requireSame(ClassNames classes, boolean[] trained, boolean[] tested) {
    for (int label = 0; label < trained.length; label++) {
      if (trained[label] != tested[label]) {
        throw new IllegalArgumentException(
            "no "
                + (trained[label] ? "test image" : "image to train on")
                + " is of class '"
                + classes.name(label)
                + "': ImageFolder numbers only folders that are there, so train and test would get"
                + " different labels; give stores with images of the same classes, or choose npz");
      }
    }
  }

  /** Writes a store's images, and says which classes they are of. */
  private static boolean[] write(Path root, ImageStore store, StoreWalk walk) throws IOException {
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
    return made;
  }

  @Override
  public Optional<String> notice(Path path, ExportImages images) {
    Path root =
        images.test().isPresent()
            ? path.resolve("train") // test has the same folders
            : split.map(path::resolve).orElse(path);
    List<String> folders = FolderNames.of(images.classes());
    List<String> read =
        folders.stream()
            .filter(folder -> Files.isDirectory(root.resolve(folder)))
            .sorted(ImageFolderTarget::byCodePoint)
            .toList();
    for (int number = 0; number < read.size(); number++) {
      int label = folders.indexOf(read.get(number));
      if (label != number) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "class '%s' is label %d in the store and number %d for what reads these folders:"
                    + " ImageFolder sorts their names and knows only classes with images; its"
                    + " class_to_idx has the numbers",
                images.classes().name(label),
                label,
                number));
      }
    }
    return Optional.empty();
  }

  /** Python's order of texts; Java's puts what lies beyond 16 bits before the end of the rest. */
  private static int byCodePoint(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isOwn(Path path) throws IOException {
    return Export.holdsOnly(path, FILES);
  }
}
