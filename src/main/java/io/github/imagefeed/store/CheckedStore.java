package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A store of which every image that is read is compared with its checksum, so that a bit that
 * changed on the disk, on the way from it or in memory is an error instead of a wrong pixel or
 * label. Four bytes an image are held in memory. Thread-safe.
 */
public final class CheckedStore implements ImageStore {

  /** What was just copied is checked while it is in the cache of the core: half a megabyte is. */
  private static final int PIECE_BYTES = 1 << 19;

  private final ImageStore store;
  private final String name;
  private final int[] checksums;
  private final int imageBytes;
  private final int pieceImages;

  private CheckedStore(ImageStore store, String name, int[] checksums) {
    this.store = store;
    this.name = name;
    this.checksums = checksums;
    this.imageBytes = store.shape().bytes();
    this.pieceImages = Math.max(1, PIECE_BYTES / imageBytes);
  }

  /**
   * Reads the checksums.
   *
   * @param store is closed with this one
   * @param name its path, for messages
   * @throws IllegalArgumentException if the store keeps no checksums
   */
  public static CheckedStore of(ImageStore store, String name) throws IOException {
    int[] checksums =
        store
            .checksums()
            .orElseThrow(
                () -> new IllegalArgumentException(name + ": keeps no checksums to check"));
    return new CheckedStore(store, name, checksums);
  }

  @Override
  public StoreManifest manifest() {
    return store.manifest();
  }

  @Override
  public boolean decodes() {
    return store.decodes();
  }

  @Override
  public int pieceImages() {
    return store.pieceImages();
  }

  @Override
  public Optional<String> layout() {
    return store.layout();
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    return store.checksums();
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException also if an image or its label does not have its checksum; the buffer may
   *     hold the wrong bytes then
   */
  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    if (to - from <= pieceImages) {
      store.read(indices, from, to, pixels, labels);
      check(indices, from, to, pixels.duplicate(), labels);
      return;
    }
    Batches.check(shape(), size(), indices, from, to, pixels, labels);
    ByteBuffer piece = pixels.duplicate();
    int[] pieceLabels = new int[pieceImages];
    for (int first = from, end; first < to; first = end) {
      end = first + Math.min(pieceImages, to - first);
      store.read(indices, first, end, piece, pieceLabels);
      check(indices, first, end, piece, pieceLabels);
      System.arraycopy(pieceLabels, 0, labels, first - from, end - first);
    }
  }

  /** Leaves the buffer's position behind the images. */
  private void check(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws StoreException {
    int at = pixels.position();
    int limit = pixels.limit();
    ImageChecksum checksum = new ImageChecksum();
    for (int i = from; i < to; i++, at += imageBytes) {
      int found = checksum.of(pixels.limit(at + imageBytes).position(at), labels[i - from]);
      if (found != checksums[indices[i]]) {
        throw damaged(indices[i], found);
      }
    }
    pixels.limit(limit);
  }

  private StoreException damaged(int index, int found) {
    return new StoreException(
        String.format(
            "%s: image %d: damaged: the checksum of its pixels and label is %08x, stored is %08x",
            name, index, found, checksums[index]));
  }

  @Override
  public void readAhead() {
    store.readAhead();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
