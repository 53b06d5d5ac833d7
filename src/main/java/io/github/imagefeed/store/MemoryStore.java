package io.github.imagefeed.store;

import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All images in direct memory: the ideal that stores on disk are measured against, and the
 * reference that they are tested against.
 */
public final class MemoryStore implements ImageStore {

  /** Upper limit of one direct buffer: larger sets are spread over several. */
  private static final int SLAB_BYTES = 1 << 30;

  private static final int COPY_BYTES = 1 << 20;

  private final StoreManifest manifest;
  private final List<ByteBuffer> slabs;
  private final int[] labels;
  private final int imagesPerSlab;
  private volatile boolean closed;

  private MemoryStore(StoreManifest manifest, List<ByteBuffer> slabs, int[] labels) {
    this.manifest = manifest;
    this.slabs = slabs;
    this.labels = labels;
    this.imagesPerSlab = imagesPerSlab(manifest.shape());
  }

  private static int imagesPerSlab(ImageShape shape) {
    return SLAB_BYTES / shape.bytes();
  }

  /**
   * Says before any work whether so many images fit: Java limits direct memory to the largest heap.
   *
   * @throws IllegalArgumentException if they do not
   */
  public static void requireRoom(ImageShape shape, int count) {
    long bytes = (long) shape.bytes() * count;
    long limit = Runtime.getRuntime().maxMemory();
    if (bytes > limit * 9 / 10) {
      throw new IllegalArgumentException(
          count
              + " images of "
              + shape
              + " are "
              + (bytes >> 20)
              + " MiB, too much for the copy in"
              + " memory that formats are compared with ("
              + (limit >> 20)
              + " MiB); use --limit, or more memory with java -Xmx");
    }
  }

  /** Copies a whole store into memory; see {@link #requireRoom}. */
  public static MemoryStore copyOf(ImageStore store) throws IOException {
    requireRoom(store.shape(), store.size());
    int bytes = store.shape().bytes();
    int perSlab = imagesPerSlab(store.shape());
    int size = store.size();
    List<ByteBuffer> slabs = slabs(store.shape(), size);
    int[] labels = new int[size];
    int batch = Math.max(1, COPY_BYTES / bytes);
    int[] indices = new int[batch];
    int[] batchLabels = new int[batch];
    for (int first = 0; first >= 0 && first < size; first += perSlab) { // may pass 2³¹
      int images = Math.min(perSlab, size - first);
      ByteBuffer slab = slabs.get(first / perSlab);
      for (int done = 0, count; done < images; done += count) {
        count = Math.min(batch, images - done);
        for (int k = 0; k < count; k++) {
          indices[k] = first + done + k;
        }
        store.read(indices, 0, count, slab.position(done * bytes), batchLabels);
        System.arraycopy(batchLabels, 0, labels, first + done, count);
      }
      slab.clear();
    }
    return new MemoryStore(store.manifest(), slabs, labels);
  }

  private static List<ByteBuffer> slabs(ImageShape shape, int size) {
    List<ByteBuffer> slabs = new ArrayList<>();
    int perSlab = imagesPerSlab(shape);
    for (int first = 0; first >= 0 && first < size; first += perSlab) { // may pass 2³¹
      slabs.add(ByteBuffer.allocateDirect(Math.min(perSlab, size - first) * shape.bytes()));
    }
    return slabs;
  }

  /** Takes images one at a time, as the writers of formats do; one thread at a time. */
  public static final class Filler {

    private final StoreSpec spec;
    private final List<ByteBuffer> slabs;
    private final int[] labels;
    private int count;

    /** Takes the memory for all images at once; see {@link #requireRoom}. */
    public Filler(StoreSpec spec) {
      requireRoom(spec.shape(), spec.count());
      this.spec = spec;
      this.slabs = slabs(spec.shape(), spec.count());
      this.labels = new int[spec.count()];
    }

    /**
     * Adds the next image.
     *
     * @param pixels {@code shape.bytes()} bytes in the layout of the spec; not kept
     * @param label an index into the class names, which the caller has checked
     */
    public void append(byte[] pixels, int label) {
      int perSlab = imagesPerSlab(spec.shape());
      slabs.get(count / perSlab).put(count % perSlab * pixels.length, pixels);
      labels[count++] = label;
    }

    /**
     * The store, complete; ends the use of this object.
     *
     * @param manifest of the spec's images
     * @throws IllegalStateException if fewer images were added than the spec announced
     */
    public MemoryStore finish(StoreManifest manifest) {
      if (count != spec.count()) {
        throw new IllegalStateException(count + " images added, announced were " + spec.count());
      }
      return new MemoryStore(manifest, slabs, labels);
    }
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out) {
    if (closed) {
      throw new IllegalStateException("the memory store is closed");
    }
    Batches.check(shape(), size(), indices, from, to, pixels, out);
    int bytes = shape().bytes();
    int at = pixels.position();
    for (int i = from; i < to; i++, at += bytes) {
      int index = indices[i];
      pixels.put(at, slabs.get(index / imagesPerSlab), index % imagesPerSlab * bytes, bytes);
      out[i - from] = labels[index];
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
