package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MapFaults;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoredLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads images from memory maps of the blob files, where RocksDB has them as they were put: one
 * copy an image, against one of its block, and a call of native code, through RocksDB. Labels are
 * in memory. Neither the database nor a file stays open.
 */
final class RocksDbStore implements ImageStore {

  private final Path path;
  private final StoreManifest manifest;
  private final BlobFile[] files;

  /** By block: which file, and where in it. */
  private final int[] fileOf;

  private final int[] blockAt;
  private final int blockImages;
  private final int imageBytes;
  private final int[] labels;
  private final ReadAhead ahead;
  private volatile boolean closed;

  RocksDbStore(Path path, BlobBlocks blocks, StoreManifest manifest, int blockImages)
      throws IOException {
    this.path = path;
    this.manifest = manifest;
    this.blockImages = blockImages;
    this.imageBytes = manifest.shape().bytes();
    this.files = blocks.files();
    this.fileOf = new int[blocks.blocks()];
    this.blockAt = new int[blocks.blocks()];
    int each = RocksDbFiles.recordBytes(imageBytes);
    for (int b = 0; b < blockAt.length; b++) {
      RocksDbOpening.requireBytes(path, b, blocks.bytes(b), images(b), each);
      fileOf[b] = blocks.fileOf(b);
      blockAt[b] = blocks.at(b);
    }
    if ((manifest.count() - 1) / blockImages != blockAt.length - 1) {
      throw new StoreException(
          path
              + ": "
              + blockAt.length
              + " blocks, the manifest says "
              + manifest.count()
              + " images");
    }
    this.labels = numbers(0);
    this.ahead = new ReadAhead(Arrays.stream(files).map(BlobFile::path).toList(), manifest.count());
  }

  /** Images of a block. */
  private int images(int block) {
    return (int) Math.min(blockImages, manifest.count() - (long) block * blockImages);
  }

  /**
   * Reads what blocks have behind their pixels, from a map that may fail.
   *
   * @param kind 0 for labels, 1 for checksums
   */
  private int[] numbers(int kind) throws IOException {
    requireNotSeenChanged();
    try {
      return copyNumbers(kind);
    } catch (InternalError e) {
      throw explained(e);
    }
  }

  private void requireNotSeenChanged() throws ChangedStoreException {
    for (BlobFile file : files) {
      file.requireNotSeenChanged();
    }
  }

  private int[] copyNumbers(int kind) throws IOException {
    try {
      int[] numbers = new int[manifest.count()];
      for (int b = 0; b < blockAt.length; b++) {
        int images = images(b);
        int at = blockAt[b] + images * (imageBytes + kind * Integer.BYTES);
        files[fileOf[b]]
            .bytes()
            .slice(at, images * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer()
            .get(numbers, b * blockImages, images);
      }
      MapFaults.surface();
      for (BlobFile file : files) {
        file.requireUnchanged(null);
      }
      return numbers;
    } catch (InternalError e) { // now and then such an error passes by a handler around a loop
      throw explained(e);
    }
  }

  /** What an error of a map means, for the caller to throw. */
  private IOException explained(InternalError error) throws IOException {
    MapFaults.requireFault(error);
    for (BlobFile file : files) {
      file.requireUnchanged(error);
    }
    return MapFaults.failed(path, error);
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public Optional<String> layout() {
    return Optional.of("blocks of " + blockImages + " in blob files");
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    requireOpen();
    Batches.check(shape(), size(), indices, from, to, pixels, out);
    ahead.await(indices, from, to);
    requireNotSeenChanged();
    try {
      copy(indices, from, to, pixels, out);
    } catch (InternalError e) {
      throw explained(e);
    }
  }

  /** Catches, too: now and then the error of a compiled loop passes by a handler around it. */
  private void copy(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    long[] used = new long[files.length / Long.SIZE + 1]; // one bit a file, of 64 MiB each
    try {
      int at = pixels.position();
      for (int i = from; i < to; i++, at += imageBytes) {
        int index = indices[i];
        int block = index / blockImages;
        int file = fileOf[block];
        used[file / Long.SIZE] |= 1L << file;
        int inBlock = index - block * blockImages;
        pixels.put(at, files[file].bytes(), blockAt[block] + inBlock * imageBytes, imageBytes);
        out[i - from] = labels[index];
      }
      MapFaults.surface();
      for (int file = 0; file < files.length; file++) {
        if ((used[file / Long.SIZE] & 1L << file) != 0) {
          files[file].requireUnchanged(null);
        }
      }
    } catch (InternalError e) {
      throw explained(e);
    }
    requireLabels(indices, from, to, out);
  }

  /** Finds a label that is no class before training starts and not in its middle. */
  void requireClasses() throws StoreException {
    StoredLabels.requireClasses(path, labels, classes());
  }

  /** What is opened to find damage may have such labels. */
  private void requireLabels(int[] indices, int from, int to, int[] out) throws StoreException {
    int classes = classes().size();
    for (int i = from; i < to; i++) {
      int label = out[i - from];
      if (label < 0 || label >= classes) {
        throw label(path, indices[i], label, classes);
      }
    }
  }

  /** Of a label that there is no class for. */
  static StoreException label(Path path, int index, int label, int classes) {
    return new StoreException(
        path + ": image " + index + " has label " + label + ", expected 0 to " + (classes - 1));
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + ": the store is closed");
    }
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    requireOpen();
    return Optional.of(numbers(1));
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
