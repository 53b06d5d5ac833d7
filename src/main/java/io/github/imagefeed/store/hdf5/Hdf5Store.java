package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads images that lie one after the other from memory maps of the file, whether its index calls
 * them contiguous or chunks; labels are in memory. No file stays open.
 */
final class Hdf5Store implements ImageStore {

  /** Upper limit of one map; longer than the largest image, shorter than a Java buffer may be. */
  static final int WINDOW_BYTES = 1 << 30;

  /** Distance of maps that overlap: with a whole chunk more each is shorter than 2 GiB. */
  private static final int STEP_BYTES = 1 << 29;

  private final StoreManifest manifest;
  private final MappedRecords images;
  private final int[] labels;
  private final StoredChecksums checksums;
  private final int imageBytes;
  private final Path path;
  private final MappedFile file;
  private final String layout;
  private final ReadAhead ahead;
  private volatile boolean closed;

  private Hdf5Store(
      Path path,
      MappedFile file,
      StoreManifest manifest,
      MappedRecords images,
      int[] labels,
      StoredChecksums checksums,
      String layout) {
    this.path = path;
    this.file = file;
    this.manifest = manifest;
    this.images = images;
    this.labels = labels;
    this.checksums = checksums;
    this.layout = layout;
    this.imageBytes = manifest.shape().bytes();
    this.ahead = new ReadAhead(path, manifest.count());
  }

  /**
   * Opens a finished file of any layout.
   *
   * @param windowBytes upper limit of one map
   */
  static ImageStore open(Path path, int windowBytes) throws IOException {
    return open(path, windowBytes, false);
  }

  /** The same, of a file of which every byte outside the data is checked; labels are not. */
  static ImageStore openStrictly(Path path, int windowBytes) throws IOException {
    return open(path, windowBytes, true);
  }

  /** Anew where the file was replaced meanwhile: which of the two was opened cannot be told. */
  private static ImageStore open(Path path, int windowBytes, boolean strictly) throws IOException {
    while (true) {
      MappedFile file = MappedFile.of(path);
      ImageStore store;
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        store = file.intact(() -> open(path, file, windowBytes, channel, strictly));
      }
      if (file.isNamed()) {
        return store;
      }
      store.close();
    }
  }

  private static ImageStore open(
      Path path, MappedFile file, int windowBytes, FileChannel channel, boolean strictly)
      throws IOException {
    Hdf5Metadata metadata = Hdf5Metadata.read(path, channel);
    int[] labels;
    if (strictly) {
      new Hdf5Bytes(path, channel, metadata).check();
      labels = Hdf5Integers.read(path, channel, metadata.labelsAt(), metadata);
    } else {
      labels = Hdf5Labels.read(path, channel, metadata);
    }
    StoreManifest manifest = metadata.manifest();
    StoredChecksums checksums = StoredChecksums.map(file, channel, metadata, windowBytes);
    Optional<ChunkTable> chunks = metadata.chunks();
    if (chunks.isPresent() && chunks.get().deflated()) {
      int step = Math.min(windowBytes, STEP_BYTES);
      DeflatedChunks deflated = DeflatedChunks.map(channel, chunks.get(), step);
      return new DeflateStore(path, file, manifest, deflated, labels, checksums);
    }
    MappedRecords images =
        MappedRecords.map(
            channel, metadata.imagesAt(), manifest.shape().bytes(), manifest.count(), windowBytes);
    String layout = chunks.map(ChunkTable::toString).orElse(Hdf5Layout.CONTIGUOUS.toString());
    return new Hdf5Store(path, file, manifest, images, labels, checksums, layout);
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public Optional<String> layout() {
    return Optional.of(layout);
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
    Batches.check(shape(), size(), indices, from, to, pixels, out);
    file.requireNotSeenChanged();
    ahead.await(indices, from, to);
    try {
      copy(indices, from, to, pixels, out);
    } catch (InternalError e) {
      throw file.explained(e);
    }
  }

  /** Catches, too: now and then the error of a compiled loop passes by a handler around it. */
  private void copy(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    int at = pixels.position();
    try {
      for (int i = from; i < to; i++, at += imageBytes) {
        images.copy(indices[i], pixels, at);
        out[i - from] = labels[indices[i]];
      }
      file.requireIntact();
    } catch (InternalError e) {
      throw file.explained(e);
    }
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
    return Optional.of(checksums.read());
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
