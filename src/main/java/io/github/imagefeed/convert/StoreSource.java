package io.github.imagefeed.convert;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * The images of a store as a source of another one: all are training images, in their order. One
 * thread at a time.
 */
public final class StoreSource implements ImageSource {

  private static final int BATCH_BYTES = 1 << 20;

  private final ImageStore store;
  private final ByteBuffer pixels;
  private final int[] indices;
  private final int[] labels;
  private int first;
  private int count;

  /** Where a batch with a damaged image ended: up to there batches are not tried again. */
  private int oneByOne;

  /** Reads through the store, which is closed with this. */
  public StoreSource(ImageStore store) {
    this.store = store;
    int batch = Math.max(1, BATCH_BYTES / store.shape().bytes());
    this.pixels = ByteBuffer.allocateDirect(batch * store.shape().bytes());
    this.indices = new int[batch];
    this.labels = new int[batch];
  }

  /** What the store was made from: a copy is of the same. */
  @Override
  public String description() {
    return store.manifest().source();
  }

  /** How the images lie in folds, where they do. */
  public Optional<FoldLayout> folds() {
    return store.manifest().folds();
  }

  @Override
  public ImageShape shape() {
    return store.shape();
  }

  @Override
  public ClassNames classes() {
    return store.classes();
  }

  @Override
  public int size(Split split) {
    return split == Split.TRAIN ? store.size() : 0;
  }

  @Override
  public int read(Split split, int index, byte[] out) throws IOException {
    Objects.checkIndex(index, size(split));
    if (index < first || index >= first + count) {
      fill(index);
    }
    pixels.get((index - first) * shape().bytes(), out, 0, shape().bytes());
    return labels[index - first];
  }

  /** From an index on, which is what comes next where images are read in order. */
  private void fill(int from) throws IOException {
    count = 0; // nothing is there if the first cannot be read
    int more = from < oneByOne ? 1 : Math.min(indices.length, store.size() - from);
    for (int k = 0; k < more; k++) {
      indices[k] = from + k;
    }
    count = readTogether(more) ? more : 1;
    first = from;
  }

  /** Where that fails, the first is read alone: the damaged one may be another. */
  private boolean readTogether(int more) throws IOException {
    try {
      store.read(indices, 0, more, pixels, labels);
      return true;
    } catch (IOException e) { // damaged, or in a place that the device cannot read
      oneByOne = Math.max(oneByOne, indices[0] + more);
      store.read(indices, 0, 1, pixels, labels);
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
