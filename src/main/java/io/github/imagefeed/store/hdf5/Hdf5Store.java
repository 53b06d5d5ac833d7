package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads images from memory maps of the file; no file stays open.
 *
 * <p>Labels are read into an array at open, four bytes an image: so a label that is no class is
 * found before training starts and not in its middle.
 */
final class Hdf5Store implements ImageStore {

  /** Upper limit of one map; longer than the largest image, shorter than a Java buffer may be. */
  static final int WINDOW_BYTES = 1 << 30;

  private static final int LABEL_BUFFER_BYTES = 1 << 16;

  private final StoreManifest manifest;
  private final MappedRecords images;
  private final int[] labels;
  private final int imageBytes;
  private final Path path;
  private final ReadAhead ahead;
  private volatile boolean closed;

  private Hdf5Store(Path path, StoreManifest manifest, MappedRecords images, int[] labels) {
    this.path = path;
    this.manifest = manifest;
    this.images = images;
    this.labels = labels;
    this.imageBytes = manifest.shape().bytes();
    this.ahead = new ReadAhead(path, manifest.count());
  }

  /**
   * Opens a finished file.
   *
   * @param windowBytes upper limit of one map
   */
  static Hdf5Store open(Path path, int windowBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      Hdf5Metadata metadata = Hdf5Metadata.read(path, channel);
      StoreManifest manifest = metadata.manifest();
      int[] labels = readLabels(path, channel, metadata);
      MappedRecords images =
          MappedRecords.map(
              channel,
              metadata.imagesAt(),
              manifest.shape().bytes(),
              manifest.count(),
              windowBytes);
      return new Hdf5Store(path, manifest, images, labels);
    }
  }

  /** All labels, each of them a class. */
  static int[] readLabels(Path path, FileChannel channel, Hdf5Metadata metadata)
      throws IOException {
    int[] labels = new int[metadata.manifest().count()];
    ByteBuffer buffer = ByteBuffer.allocateDirect(LABEL_BUFFER_BYTES).order(metadata.labelOrder());
    long at = metadata.labelsAt();
    int done = 0;
    while (done < labels.length) {
      int count = Math.min(LABEL_BUFFER_BYTES / Integer.BYTES, labels.length - done);
      buffer.clear().limit(count * Integer.BYTES);
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, at);
        if (read < 0) {
          throw new StoreException(path + ": cut: labels end at byte " + at);
        }
        at += read;
      }
      buffer.flip().asIntBuffer().get(labels, done, count);
      done += count;
    }
    requireClasses(path, labels, metadata.manifest().classes());
    return labels;
  }

  private static void requireClasses(Path path, int[] labels, ClassNames classes)
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

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out) {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
    Batches.check(shape(), size(), indices, from, to, pixels, out);
    ahead.await(indices, from, to);
    int at = pixels.position();
    for (int i = from; i < to; i++, at += imageBytes) {
      images.copy(indices[i], pixels, at);
      out[i - from] = labels[indices[i]];
    }
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  /**
   * Ends reading. Reads under way need no waiting for: they hold the maps, which the garbage
   * collector releases after the store.
   */
  @Override
  public void close() {
    closed = true;
    ahead.close();
  }
}
