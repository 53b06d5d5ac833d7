package io.github.imagefeed.store.png;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Reads a store of PNG files. Labels are in memory, images are opened one by one: that an image is
 * missing or damaged shows when it is read, and a folder that has taken the place of this one after
 * each batch.
 */
final class PngStore implements ImageStore {

  private final PngRoot root;
  private final StoreManifest manifest;
  private final PngRows rows;
  private final boolean checksums;

  /** As many as ever read at the same time. */
  private final Queue<PngImageReader> idle = new ConcurrentLinkedQueue<>();

  /** Shared by reads, exclusive for closing: the readers hold native memory that close ends. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /** Takes the folder over. */
  PngStore(PngRoot root, StoreManifest manifest, PngRows rows, boolean checksums) {
    this.root = root;
    this.manifest = manifest;
    this.rows = rows;
    this.checksums = checksums;
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
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
        reader = new PngImageReader(root.path(), shape(), checksums);
      }
      try {
        int at = pixels.position();
        for (int i = from; i < to; i++, at += shape().bytes()) {
          reader.read(indices[i], pixels, at);
          out[i - from] = rows.label(indices[i]);
        }
        root.requireSame();
      } catch (IOException e) {
        root.requireSame(); // of another store, an image may well look damaged, or be missing
        throw e;
      } finally {
        idle.add(reader);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Optional<int[]> checksums() {
    lock.readLock().lock();
    try {
      requireOpen();
      return Optional.of(rows.checksums());
    } finally {
      lock.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store " + root.path() + " is closed");
    }
  }

  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      closed = true;
      idle.forEach(PngImageReader::close);
      idle.clear();
      root.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
