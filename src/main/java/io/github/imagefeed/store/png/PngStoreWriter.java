package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a store of PNG files.
 *
 * <p>{@link #finish} forces image files and their folders ({@link PngImageWriter#force}), labels,
 * the manifest under another name, and the folder that it has its name in: a manifest on the device
 * says that all else is there, too.
 */
final class PngStoreWriter implements ImageStoreWriter {

  private final Path root;
  private final PngImageWriter images;
  private final PngLabels.Writer labels;

  PngStoreWriter(Path root, StoreSpec spec, PngCompression compression) throws IOException {
    this.root = root;
    Files.createDirectory(root);
    Files.createDirectory(root.resolve(PngFiles.IMAGES));
    this.labels = new PngLabels.Writer(root.resolve(PngFiles.LABELS), spec.classes());
    this.images = new PngImageWriter(root, spec.shape(), compression, 0);
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    images.append(pixels);
    labels.append(label, checksum);
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    labels.close();
    Trees.force(root.resolve(PngFiles.LABELS));
    images.force();
    PngManifest.prepare(root, manifest);
    PngManifest.commit(root);
    Trees.force(root);
  }

  @Override
  public void close() throws IOException {
    images.close();
    labels.close();
  }
}
