package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Some images of another store in an order of their own, read from there batch by batch: the part
 * to train on, or the part held out.
 *
 * <ul>
 *   <li>The store below stays the caller's and open: closing a view ends the view alone. It must
 *       not be closed before the last read of its views.
 *   <li>The manifest has the shape and the classes of the store below and names it as the source;
 *       it says nothing of folds. Its digest tells views apart but is <em>not</em> the {@link
 *       ContentDigest} of the images, which only reading them would give: it is the SHA-256 of the
 *       digest below and the chosen indices, so that the same images in another order, or from a
 *       store written in another order, have another one; none where there is none below. {@code
 *       Verify} refuses a view.
 *   <li>A batch costs one array of indices; nothing is allocated per image.
 * </ul>
 */
public final class StoreView implements ImageStore {

  private static final int DIGEST_INDICES = 1 << 12;

  private final ImageStore store;
  private final IntUnaryOperator at;
  private final StoreManifest manifest;
  private volatile boolean closed;

  private StoreView(ImageStore store, IntUnaryOperator at, StoreManifest manifest) {
    this.store = store;
    this.at = at;
    this.manifest = manifest;
  }

  /**
   * A view; looks at each index once.
   *
   * @param at from a place in the view, 0 … size − 1, to an index of the store; the same whenever
   *     it is asked, and by any number of threads
   * @param size images in the view, at least 1
   * @throws IllegalArgumentException if the size is below 1
   * @throws IndexOutOfBoundsException if an index is not in the store
   */
  public static StoreView of(ImageStore store, IntUnaryOperator at, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size is " + size + ", expected at least 1 image");
    }
    StoreManifest below = store.manifest();
    StoreManifest manifest =
        new StoreManifest(
            below.shape(),
            size,
            below.classes(),
            size + " images of " + below.source(),
            digest(below, at, size),
            Optional.empty());
    return new StoreView(store, at, manifest);
  }

  private static Optional<String> digest(StoreManifest below, IntUnaryOperator at, int size) {
    MessageDigest sha = SideDigest.sha256();
    sha.update(below.contentDigest().orElse("").getBytes(StandardCharsets.US_ASCII));
    ByteBuffer bytes =
        ByteBuffer.allocate(DIGEST_INDICES * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int place = 0; place < size; place++) {
      int index = at.applyAsInt(place);
      if (index < 0 || index >= below.count()) {
        throw new IndexOutOfBoundsException(
            "image index "
                + index
                + " at place "
                + place
                + " of the view is not in the store of "
                + below.count()
                + " images");
      }
      bytes.putInt(index);
      if (!bytes.hasRemaining()) {
        sha.update(bytes.flip());
        bytes.clear();
      }
    }
    sha.update(bytes.flip());
    return below.contentDigest().map(present -> HexFormat.of().formatHex(sha.digest()));
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public boolean decodes() {
    return store.decodes();
  }

  /** As below, which is about true of a view that goes upwards. */
  @Override
  public int pieceImages() {
    return store.pieceImages();
  }

  @Override
  public Optional<String> layout() {
    return store.layout();
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    requireOpen();
    Batches.check(shape(), size(), indices, from, to, pixels, labels);
    int[] below = new int[to - from];
    for (int k = 0; k < below.length; k++) {
      below[k] = at.applyAsInt(indices[from + k]);
    }
    store.read(below, 0, below.length, pixels, labels);
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    requireOpen();
    Optional<int[]> below = store.checksums();
    if (below.isEmpty()) {
      return below;
    }
    int[] own = new int[size()];
    for (int place = 0; place < own.length; place++) {
      own[place] = below.get()[at.applyAsInt(place)];
    }
    return Optional.of(own);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the view of " + manifest.source() + " is closed");
    }
  }

  /**
   * Of the whole store below, which knows no part of itself; so only for a view of more than half
   * of it, since for a smaller one most of what would be read is not wanted.
   */
  @Override
  public void readAhead() {
    if (!closed && size() > store.size() / 2) {
      store.readAhead();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
