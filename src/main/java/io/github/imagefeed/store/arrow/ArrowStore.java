package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoredLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads images from memory maps of the file; labels are in memory. No file stays open. */
final class ArrowStore implements ImageStore {

  /** Logarithm of the distance of maps: with the largest image each is shorter than 2 GiB. */
  static final int WINDOW_SHIFT = 29;

  private final Path path;
  private final MappedFile file;
  private final StoreManifest manifest;
  private final BatchTable batches;
  private final MappedBytes bytes;
  private final int[] labels;
  private final int imageBytes;
  private final ReadAhead ahead;
  private volatile boolean closed;

  private ArrowStore(
      Path path, MappedFile file, ArrowContents contents, MappedBytes bytes, int[] labels) {
    this.path = path;
    this.file = file;
    this.manifest = contents.manifest();
    this.batches = contents.batches();
    this.bytes = bytes;
    this.labels = labels;
    this.imageBytes = manifest.shape().bytes();
    this.ahead = new ReadAhead(path, manifest.count());
  }

  /**
   * Opens a finished file; anew where it was replaced meanwhile, as which of the two was opened
   * cannot be told.
   *
   * @param windowShift logarithm of the distance of maps
   * @param strictly whether every byte outside the data is checked; labels are not, then
   */
  static ArrowStore open(Path path, int windowShift, boolean strictly) throws IOException {
    while (true) {
      MappedFile file = MappedFile.of(path);
      ArrowStore store;
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        store = file.intact(() -> open(path, file, channel, windowShift, strictly));
      }
      if (file.isNamed()) {
        return store;
      }
      store.close();
    }
  }

  private static ArrowStore open(
      Path path, MappedFile file, FileChannel channel, int windowShift, boolean strictly)
      throws IOException {
    ArrowContents contents = ArrowContents.read(path, channel);
    int longest = Math.max(Integer.BYTES, contents.manifest().shape().bytes());
    MappedBytes bytes = MappedBytes.map(channel, longest, windowShift);
    int[] labels = contents.batches().readLabels(bytes);
    if (strictly) {
      new ArrowBytes(path, channel, contents).check();
    } else {
      StoredLabels.requireClasses(path, labels, contents.manifest().classes());
    }
    return new ArrowStore(path, file, contents, bytes, labels);
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public Optional<String> layout() {
    int images = batches.batchImages();
    return Optional.of("record batches of " + images + (images == 1 ? " image" : " images"));
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    requireOpen();
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
        bytes.copy(batches.imageAt(indices[i], imageBytes), imageBytes, pixels, at);
        out[i - from] = labels[indices[i]];
      }
      file.requireIntact();
    } catch (InternalError e) {
      throw file.explained(e);
    }
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    requireOpen();
    try {
      int[] checksums = batches.readChecksums(bytes);
      file.requireIntact();
      return Optional.of(checksums);
    } catch (InternalError e) {
      throw file.explained(e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
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
