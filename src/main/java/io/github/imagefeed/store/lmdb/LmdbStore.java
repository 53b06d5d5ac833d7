package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.agrona.DirectBuffer;

/**
 * Reads by address: one read transaction stays open for the life of the store, so the addresses of
 * all blocks, looked up once, stay valid, and reading an image is one copy.
 */
final class LmdbStore implements ImageStore {

  private final Path path;
  private final StoreManifest manifest;
  private final DirectBuffer[] blocks;
  private final int blockImages;
  private final LmdbAccess access;
  private final ReadAhead ahead;

  private LmdbStore(Path path, LmdbSnapshot snapshot) throws IOException {
    this.path = path;
    this.manifest = snapshot.manifest();
    this.blocks = snapshot.blocks();
    this.blockImages = blockImages();
    this.access = new LmdbAccess(path, snapshot.guard(), snapshot);
    this.ahead = new ReadAhead(path.resolve(LmdbFiles.DATA), manifest.count());
  }

  static LmdbStore open(Path path) throws IOException {
    return open(path, false);
  }

  /** The same, of a file of which heads of values are checked, too. */
  static LmdbStore openStrictly(Path path) throws IOException {
    return open(path, true);
  }

  private static LmdbStore open(Path path, boolean strictly) throws IOException {
    LmdbSnapshot snapshot = LmdbSnapshot.open(path, strictly);
    try {
      return new LmdbStore(path, snapshot);
    } catch (IOException | RuntimeException e) {
      try (snapshot) {
        throw e;
      }
    }
  }

  /** Images a block, from the first block's length; checks the lengths of all. */
  private int blockImages() throws StoreException {
    long each = LmdbFiles.recordBytes(manifest.shape());
    long images = blocks.length == 0 ? 0 : blocks[0].capacity() / each;
    long found = 0;
    for (int b = 0; b < blocks.length; b++) {
      long expected = Math.min(images, manifest.count() - found);
      if (expected < 1 || blocks[b].capacity() != expected * each) {
        throw new StoreException(
            path
                + ": block "
                + b
                + " has "
                + blocks[b].capacity()
                + " bytes, expected "
                + expected
                + " images of "
                + each
                + " bytes with label and checksum");
      }
      found += expected;
    }
    if (found != manifest.count()) {
      throw new StoreException(
          path + ": " + found + " images found, the manifest says " + manifest.count());
    }
    return (int) images;
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    Batches.check(shape(), size(), indices, from, to, pixels, labels);
    access.read(
        () -> {
          ahead.await(indices, from, to);
          copy(indices, from, to, pixels, labels);
          checkLabels(indices, from, to, labels);
          return labels;
        });
  }

  private void copy(int[] indices, int from, int to, ByteBuffer pixels, int[] labels) {
    int bytes = shape().bytes();
    int full = blockImages;
    int last = blocks.length - 1;
    int lastImages = size() - last * full;
    int at = pixels.position();
    for (int i = from; i < to; i++, at += bytes) {
      int block = indices[i] / full;
      int inBlock = indices[i] - block * full;
      DirectBuffer value = blocks[block];
      int images = block == last ? lastImages : full;
      value.getBytes(inBlock * bytes, pixels, at, bytes);
      labels[i - from] =
          value.getInt(images * bytes + inBlock * Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }
  }

  private void checkLabels(int[] indices, int from, int to, int[] labels) throws StoreException {
    for (int i = from; i < to; i++) {
      int label = labels[i - from];
      if (!classes().contains(label)) {
        throw new StoreException(
            path
                + ": image "
                + indices[i]
                + " has label "
                + label
                + ", expected 0 to "
                + (classes().size() - 1));
      }
    }
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    return Optional.of(access.read(this::copyChecksums));
  }

  private int[] copyChecksums() {
    int[] checksums = new int[size()];
    int image = 0;
    for (DirectBuffer value : blocks) {
      int images = Math.min(blockImages, size() - image);
      int at = value.capacity() - images * Integer.BYTES;
      for (int k = 0; k < images; k++) {
        checksums[image++] = value.getInt(at + k * Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
      }
    }
    return checksums;
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  @Override
  public void close() throws IOException {
    ahead.close();
    access.close();
  }
}
