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
 * <p>{@link #finish} forces labels, manifest and every folder to the device, but not the content of
 * each image file: one by one that is 15 s for 50,000 files on a fast disk and minutes on a slow
 * one, and Java has no call for all at once. So after a crash of the program everything is there;
 * after a power failure within the seconds in which the system writes back files, images can be
 * empty or incomplete. {@link PngStore} reports those as damaged when they are read. A file of many
 * blocks may also lack some in its midst, which only checksums notice.
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
    images.forceFolders();
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
