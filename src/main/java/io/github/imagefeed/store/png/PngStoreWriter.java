package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  private final PngLabelsWriter labels;

  private PngStoreWriter(Path root, PngImageWriter images, PngLabelsWriter labels) {
    this.root = root;
    this.images = images;
    this.labels = labels;
  }

  /** Starts a store where nothing exists. */
  static PngStoreWriter create(Path root, StoreSpec spec, PngCompression compression)
      throws IOException {
    Files.createDirectory(root);
    Files.createDirectory(root.resolve(PngFiles.IMAGES));
    PngLabelsWriter labels = new PngLabelsWriter(root.resolve(PngFiles.LABELS), spec.classes());
    return new PngStoreWriter(
        root, new PngImageWriter(root, spec.shape(), compression, 0, 0), labels);
  }

  /**
   * Goes on behind the images that have rows and checksums. Those rows are written anew under
   * another name and renamed, so that another stop here loses none of them.
   */
  static PngStoreWriter resume(
      Path root, StoreSpec spec, PngCompression compression, KeptImages images) throws IOException {
    Path file = root.resolve(PngFiles.LABELS);
    if (!Files.isRegularFile(file)) {
      throw new StoreException(file + ": the file is missing");
    }
    PngRows rows = PngLabels.readFirst(file, spec);
    int kept = keep(root, spec, rows, images);
    Files.deleteIfExists(root.resolve(PngFiles.MANIFEST));
    PngImageWriter.removeFrom(root, kept);
    try (PngLabelsWriter whole = PngLabelsWriter.rewrite(root, spec.classes())) {
      for (int i = 0; i < kept; i++) {
        whole.append(rows.label(i), rows.checksum(i));
      }
    }
    PngLabelsWriter.commit(root);
    return new PngStoreWriter(
        root,
        new PngImageWriter(root, spec.shape(), compression, 0, kept),
        new PngLabelsWriter(file, spec.classes(), kept));
  }

  private static int keep(Path root, StoreSpec spec, PngRows rows, KeptImages images)
      throws IOException {
    byte[] pixels = new byte[spec.shape().bytes()];
    ByteBuffer decoded = ByteBuffer.allocateDirect(pixels.length);
    ImageChecksum checksum = new ImageChecksum();
    try (PngImageReader reader = new PngImageReader(root, spec.shape(), true)) {
      for (int i = 0; i < rows.size(); i++) {
        try {
          reader.read(i, decoded, 0);
        } catch (StoreException e) {
          return i; // cut, or missing: so it ends before this one
        }
        decoded.get(0, pixels);
        if (checksum.of(pixels, rows.label(i)) != rows.checksum(i)) {
          return i;
        }
        images.keep(pixels, rows.label(i), rows.checksum(i));
      }
      return rows.size();
    }
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
