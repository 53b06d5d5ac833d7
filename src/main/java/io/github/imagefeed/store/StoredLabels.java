package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import java.nio.file.Path;

/** Labels as a store has them, of which nothing is known yet. */
public final class StoredLabels {

  private StoredLabels() {}

  /**
   * Finds a label that is no class when a store is opened, before training starts and not in its
   * middle.
   *
   * @param path of the store, for messages
   * @param labels of all images, in order
   * @throws StoreException if one is no class; the message names the image, the label and the limit
   */
  public static void requireClasses(Path path, int[] labels, ClassNames classes)
      throws StoreException {
    for (int i = 0; i < labels.length; i++) {
      if (!classes.contains(labels[i])) {
        throw new StoreException(
            path
                + ": damaged: the label of image "
                + i
                + " is "
                + labels[i]
                + ", expected 0 to "
                + (classes.size() - 1));
      }
    }
  }
}
