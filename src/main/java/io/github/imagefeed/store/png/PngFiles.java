package io.github.imagefeed.store.png;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names of the files in a store of PNG files. */
final class PngFiles {

  static final String IMAGES = "images";
  static final String LABELS = "labels.csv";
  static final String MANIFEST = "manifest.json";

  /** Behind the name of a file that is written anew, until it takes its name. */
  static final String UNFINISHED = ".unfinished";

  /** Files a folder: few enough for every file browser. */
  static final int FOLDER_FILES = 1000;

  private PngFiles() {}

  /** Removes files that did not take their names, where there are any. */
  static void removeUnfinished(Path root) throws IOException {
    Files.deleteIfExists(root.resolve(LABELS + UNFINISHED));
    Files.deleteIfExists(root.resolve(MANIFEST + UNFINISHED));
  }

  /** Folder of an image, relative to the store: {@code images/000}. */
  static String folder(int index) {
    StringBuilder name = new StringBuilder(IMAGES).append('/');
    return pad(name, index / FOLDER_FILES, 3).toString();
  }

  /**
   * Checks before a change that the folder of an image, if there is one, is no link: what is behind
   * it is not the store's to change.
   */
  static void requireOwnFolder(Path root, int index) throws StoreException {
    Path folder = root.resolve(folder(index));
    if (Files.isSymbolicLink(folder) || Files.isSymbolicLink(folder.getParent())) {
      throw new StoreException(
          folder + ": is a link, or in one; images are changed in the store's own folders only");
    }
  }

  /** File of an image, relative to the store: {@code images/000/00000123.png}. */
  static String image(int index) {
    StringBuilder name = new StringBuilder(32).append(IMAGES).append('/');
    pad(name, index / FOLDER_FILES, 3).append('/');
    return pad(name, index, 8).append(".png").toString();
  }

  /** Length of the names of so many images together, as {@link #image} makes them. */
  static long namesBytes(int count) {
    long bytes = (long) count * image(0).length();
    for (long limit = 1_000L * FOLDER_FILES; limit < count; limit *= 10) {
      bytes += count - limit; // One digit more for the folder,
    }
    for (long limit = 100_000_000; limit < count; limit *= 10) {
      bytes += count - limit; // and one for the image.
    }
    return bytes;
  }

  /** As {@code %0<digits>d}, at a tenth of its cost: this runs once an image. */
  private static StringBuilder pad(StringBuilder to, int number, int digits) {
    for (int i = 1, limit = 10; i < digits; i++, limit *= 10) {
      if (number < limit) {
        to.append("0".repeat(digits - i));
        break;
      }
    }
    return to.append(number);
  }
}
