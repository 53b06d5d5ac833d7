package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Reads blocks through RocksDB: those of a database that another program wrote, compressed, or
 * compacted in its own way. Each image costs a copy of its block, but for one of the same block as
 * the image before; each thread takes a cursor and room for a block for a batch. A label that is no
 * class is found when its image is read: to find it earlier, all blocks would have to be read.
 */
final class EngineStore implements ImageStore {

  private final Path path;
  private final Engine engine;
  private final BlobWatch watch;
  private final StoreManifest manifest;
  private final int blockImages;
  private final int imageBytes;
  private final ConcurrentLinkedQueue<LoadedBlock> idle = new ConcurrentLinkedQueue<>();

  /** Held for reading while the database is in use: an access after closing would end the JVM. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /** Takes the engine over. */
  EngineStore(Path path, Engine engine, BlobWatch watch, StoreManifest manifest, int blockImages) {
    this.path = path;
    this.engine = engine;
    this.watch = watch;
    this.manifest = manifest;
    this.blockImages = blockImages;
    this.imageBytes = manifest.shape().bytes();
  }

  /** A cursor with room for a block, and which one is there. */
  private final class LoadedBlock {
    private final Cursor cursor = engine.cursor();
    private final ByteBuffer bytes;
    private int block = -1;
    private StoredBlock loaded;

    LoadedBlock() {
      this.bytes = ByteBuffer.allocateDirect(blockImages * RocksDbFiles.recordBytes(imageBytes));
      this.loaded = new StoredBlock(bytes, imageBytes);
    }

    void load(int wanted) throws IOException {
      if (wanted == block) {
        return;
      }
      block = -1;
      int length = cursor.get(wanted, bytes);
      if (length == Cursor.NOT_FOUND) {
        throw new StoreException(path + ": block " + wanted + " is missing");
      }
      int images = (int) Math.min(blockImages, manifest.count() - (long) wanted * blockImages);
      int each = RocksDbFiles.recordBytes(imageBytes);
      RocksDbOpening.requireBytes(path, wanted, length, images, each);
      if (loaded.images() != images) {
        loaded = new StoredBlock(bytes.slice(0, length), imageBytes);
      }
      block = wanted;
    }
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public boolean decodes() {
    return true; // blocks are checked, looked up, perhaps decompressed
  }

  @Override
  public int pieceImages() {
    return blockImages;
  }

  @Override
  public Optional<String> layout() {
    return Optional.of("blocks of " + blockImages + ", read through RocksDB");
  }

  /** What is done with a buffer. */
  private interface Use {
    void with(LoadedBlock block) throws IOException;
  }

  private void using(Use use) throws IOException {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(path + ": the store is closed");
      }
      LoadedBlock taken = idle.poll();
      LoadedBlock block = taken == null ? new LoadedBlock() : taken;
      try {
        watched(use, block);
      } finally {
        idle.add(block);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private void watched(Use use, LoadedBlock block) throws IOException {
    try {
      use.with(block);
    } catch (StoreException e) {
      watch.explain(e);
      throw e;
    }
    watch.requireUnchanged();
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    Batches.check(shape(), size(), indices, from, to, pixels, labels);
    using(block -> copy(block, indices, from, to, pixels, labels));
  }

  private void copy(
      LoadedBlock block, int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    int at = pixels.position();
    for (int i = from; i < to; i++, at += imageBytes) {
      block.load(indices[i] / blockImages);
      int inBlock = indices[i] % blockImages;
      pixels.put(at, block.bytes, inBlock * imageBytes, imageBytes);
      int label = block.loaded.label(inBlock);
      if (!classes().contains(label)) {
        throw RocksDbStore.label(path, indices[i], label, classes().size());
      }
      labels[i - from] = label;
    }
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    int[] checksums = new int[size()];
    using(
        block -> {
          for (int i = 0; i < checksums.length; i++) {
            block.load(i / blockImages);
            checksums[i] = block.loaded.checksum(i % blockImages);
          }
        });
    return Optional.of(checksums);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        idle.forEach(block -> block.cursor.close()); // all are idle
        engine.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
