package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Adds images to a store of PNG files, in this order:
 *
 * <ol>
 *   <li>image files, which nobody reads as long as the manifest does not count them;
 *   <li>all labels, old and new, in a file of another name;
 *   <li>image files, folders, labels and the new manifest are forced;
 *   <li>the labels are renamed and that is forced: the old manifest takes the first of its rows;
 *   <li>the manifest is renamed, which makes the images part of the store, and that is forced.
 * </ol>
 *
 * <p>Beyond the images it costs the reading and writing of all labels.
 */
final class PngAppender implements ImageStoreWriter {

  private final Path root;
  private final int before;
  private final PngImageWriter images;
  private final PngLabelsWriter labels;
  private boolean committed;

  private PngAppender(Path root, int before, PngImageWriter images, PngLabelsWriter labels) {
    this.root = root;
    this.before = before;
    this.images = images;
    this.labels = labels;
  }

  static PngAppender open(Path root, StoreManifest before, PngCompression compression)
      throws IOException {
    PngRows old = PngLabels.read(root.resolve(PngFiles.LABELS), before);
    PngImageWriter.removeFrom(root, before.count());
    PngLabelsWriter labels = PngLabelsWriter.rewrite(root, before.classes());
    try {
      for (int i = 0; i < before.count(); i++) {
        labels.append(old.label(i), old.checksum(i));
      }
    } catch (IOException | RuntimeException e) {
      try (labels) {
        PngFiles.removeUnfinished(root);
        throw e;
      }
    }
    PngImageWriter images =
        new PngImageWriter(root, before.shape(), compression, before.count(), before.count());
    return new PngAppender(root, before.count(), images, labels);
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    images.append(pixels);
    labels.append(label, checksum);
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    labels.close();
    PngLabelsWriter.prepare(root);
    images.force();
    PngManifest.prepare(root, manifest);
    PngLabelsWriter.commit(root);
    Trees.force(root);
    PngManifest.commit(root);
    committed = true;
    Trees.force(root);
  }

  @Override
  public void close() throws IOException {
    images.close();
    try (labels) {
      if (!committed) {
        PngImageWriter.removeFrom(root, before);
      }
    } finally {
      PngFiles.removeUnfinished(root);
    }
  }
}
