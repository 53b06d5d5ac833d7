package io.github.imagefeed.export;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * One file for {@code numpy.load}: {@code images} (uint8, N×H×W×C, also of grey images), {@code
 * labels} (int64, N) and {@code class_names}; with test images {@code x_train}, {@code y_train},
 * {@code x_test} and {@code y_test}, as those that Keras loads its sets from.
 */
final class NpzTarget implements ExportTarget {

  private static final String CLASS_NAMES = "class_names";

  @Override
  public String name() {
    return "npz";
  }

  @Override
  public String description() {
    return "one file of numpy arrays, as Keras has them";
  }

  @Override
  public String reading(boolean tests) {
    return tests
        ? "numpy.load(OUT) has x_train, y_train, x_test, y_test and class_names; x is (N, height,"
            + " width, channels)"
        : "numpy.load(OUT) has images (N, height, width, channels), labels and class_names";
  }

  /** HDF5 and LMDB stores keep names with a NUL, which numpy drops where it ends one. */
  @Override
  public void requireFitting(ExportImages images) {
    for (String name : images.classes().names()) {
      if (name.endsWith("\0")) {
        throw new IllegalArgumentException(
            "class name '" + name.replace("\0", "\\0") + "' ends with a NUL, numpy drops it");
      }
    }
  }

  @Override
  public void write(Path path, ExportImages images, ExportProgress progress) throws IOException {
    StoreWalk walk = new StoreWalk(progress);
    try (NpzWriter writer = new NpzWriter(path)) {
      if (images.test().isPresent()) {
        put(writer, "x_train", "y_train", images.train(), walk);
        put(writer, "x_test", "y_test", images.test().get(), walk);
      } else {
        put(writer, "images", "labels", images.train(), walk);
      }
      writer.putTexts(CLASS_NAMES, images.classes().names());
      writer.finish();
    }
  }

  private static void put(
      NpzWriter writer, String pixels, String labels, ImageStore store, StoreWalk walk)
      throws IOException {
    ImageShape shape = store.shape();
    int[] kept = new int[store.size()];
    writer.begin(
        pixels,
        new NpyHeader(
            "|u1", List.of(store.size(), shape.height(), shape.width(), shape.channels())));
    walk.through(
        store,
        Layout.HWC,
        (index, image, label) -> {
          writer.write(image);
          kept[index] = label;
        });
    writer.putLongs(labels, kept);
  }

  @Override
  public boolean isOwn(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return NpzWriter.COMMENT.equals(zip.getComment());
    } catch (ZipException e) {
      return false; // it is another program's then, which is what was asked
    }
  }
}
