package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoredLabels;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The labels of a file, read into an array at open, four bytes an image: so a label that is no
 * class is found before training starts and not in its middle.
 */
final class Hdf5Labels {

  private Hdf5Labels() {}

  /**
   * Reads and checks all labels.
   *
   * @param path of the channel, for messages
   * @throws StoreException if one is no class
   */
  static int[] read(Path path, FileChannel channel, Hdf5Metadata metadata) throws IOException {
    int[] labels = Hdf5Integers.read(path, channel, metadata.labelsAt(), metadata);
    StoredLabels.requireClasses(path, labels, metadata.manifest().classes());
    return labels;
  }
}
