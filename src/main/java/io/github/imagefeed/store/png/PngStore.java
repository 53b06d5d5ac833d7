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
 * missing or damaged shows when it is read.
 */
final class PngStore implements ImageStore {

  private final Path root;
  private final StoreManifest manifest;
  private final PngRows rows;
  private final boolean checksums;

  /** As many as ever read at the same time. */
  private final Queue<PngImageReader> idle = new ConcurrentLinkedQueue<>();

  /** Shared by reads, exclusive for closing: the readers hold native memory that close ends. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  PngStore(Path root, StoreManifest manifest, PngRows rows, boolean checksums) {
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
        reader = new PngImageReader(root, shape(), checksums);
      }
      try {
        int at = pixels.position();
        for (int i = from; i < to; i++, at += shape().bytes()) {
          reader.read(indices[i], pixels, at);
          out[i - from] = rows.label(indices[i]);
        }
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
      throw new IllegalStateException("the store " + root + " is closed");
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      idle.forEach(PngImageReader::close);
      idle.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
