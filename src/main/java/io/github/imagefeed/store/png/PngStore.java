package io.github.imagefeed.store.png;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Reads a store of PNG files. Labels are in memory, images are opened one by one: that an image is
 * missing or damaged shows when it is read, and what others have made of the folder after each
 * batch.
 */
final class PngStore implements ImageStore {

  private final Path root;
  private final PngState state;
  private final boolean checksums;

  /** As many as ever read at the same time. */
  private final Queue<PngImageReader> idle = new ConcurrentLinkedQueue<>();

  /** Shared by reads, exclusive for closing: the readers hold native memory that close ends. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /** Takes the state over. */
  PngStore(Path root, PngState state, boolean checksums) {
    this.root = root;
    this.state = state;
    this.checksums = checksums;
  }

  @Override
  public StoreManifest manifest() {
    return state.manifest();
  }

  @Override
  public boolean decodes() {
    return true;
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    lock.readLock().lock();
    try {
      requireOpen();
      Batches.check(shape(), size(), indices, from, to, pixels, out);
      PngImageReader reader = idle.poll();
      if (reader == null) {
        reader = new PngImageReader(root, shape(), checksums);
      }
      PngManifestFile before = state.now();
      try {
        read(reader, indices, from, to, pixels, out);
        while (!state.isStill(before)) {
          before = state.now();
          read(reader, indices, from, to, pixels, out);
        }
      } catch (IOException e) {
        state.isStill(before); // of another store, an image may well look damaged, or be missing
        throw e;
      } finally {
        idle.add(reader);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private void read(
      PngImageReader reader, int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    int at = pixels.position();
    for (int i = from; i < to; i++, at += shape().bytes()) {
      reader.read(indices[i], pixels, at);
      out[i - from] = state.rows().label(indices[i]);
    }
  }

  @Override
  public Optional<int[]> checksums() {
    lock.readLock().lock();
    try {
      requireOpen();
      return Optional.of(state.rows().checksums());
    } finally {
      lock.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store " + root + " is closed");
    }
  }

  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      closed = true;
      idle.forEach(PngImageReader::close);
      idle.clear();
      state.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
