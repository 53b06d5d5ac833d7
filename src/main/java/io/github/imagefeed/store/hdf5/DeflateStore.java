package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Inflates images from memory maps of the file; labels are in memory. No file stays open. */
final class DeflateStore implements ImageStore {

  private final Path path;
  private final MappedFile file;
  private final StoreManifest manifest;
  private final DeflatedChunks chunks;
  private final int[] labels;
  private final StoredChecksums checksums;
  private final ReadAhead ahead;

  /** As many as ever read at the same time; the last one first, for the chunk that it keeps. */
  private final Deque<ChunkReader> idle = new ConcurrentLinkedDeque<>();

  /** Shared by reads, exclusive for closing: the readers hold native memory that close ends. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /** Takes the labels over, which are checked. */
  DeflateStore(
      Path path,
      MappedFile file,
      StoreManifest manifest,
      DeflatedChunks chunks,
      int[] labels,
      StoredChecksums checksums) {
    this.path = path;
    this.file = file;
    this.manifest = manifest;
    this.chunks = chunks;
    this.labels = labels;
    this.checksums = checksums;
    this.ahead = new ReadAhead(path, manifest.count());
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public Optional<String> layout() {
    return Optional.of(chunks.table().toString());
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
      if (closed) {
        throw new IllegalStateException(path + " is closed");
      }
      Batches.check(shape(), size(), indices, from, to, pixels, out);
      file.requireNotSeenChanged();
      ahead.await(indices, from, to);
      ChunkReader reader = idle.poll();
      if (reader == null) {
        reader = new ChunkReader(path, chunks);
      }
      try {
        inflate(reader, indices, from, to, pixels);
      } catch (InternalError e) {
        throw file.explained(e);
      } finally {
        idle.push(reader);
      }
      for (int i = from; i < to; i++) {
        out[i - from] = labels[indices[i]];
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private void inflate(ChunkReader reader, int[] indices, int from, int to, ByteBuffer pixels)
      throws IOException {
    try {
      reader.read(indices, from, to, pixels);
    } catch (StoreException e) {
      file.requireIntact(); // what was written over it may well look damaged
      throw e;
    }
    file.requireIntact();
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(path + " is closed");
      }
      return Optional.of(checksums.read());
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  @Override
  public void close() {
    ahead.close();
    lock.writeLock().lock();
    try {
      closed = true;
      idle.forEach(ChunkReader::close);
      idle.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
