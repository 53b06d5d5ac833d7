package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Puts blocks without RocksDB's log, and flushes them some at a time: a flush forces what it
 * writes, and is whole or not there after a crash. Nobody else may have the folder open.
 */
final class RocksDbWriter implements ImageStoreWriter {

  private final Path path;
  private final BlockBuffer buffer;
  private final ByteBuffer key = ByteBuffer.allocateDirect(RocksDbFiles.KEY_BYTES);
  private final Options options;
  private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
  private final RocksDB database;
  private int block;
  private long unflushed;
  private boolean closed;

  /**
   * Creates a database, or goes on with the one that there is.
   *
   * @param options closed with this
   * @param blockImages images of a full block
   * @param block number of the first one that will be put
   */
  private RocksDbWriter(Path path, ImageShape shape, Options options, int blockImages, int block)
      throws IOException {
    this.path = path;
    this.buffer = new BlockBuffer(shape.bytes(), blockImages);
    this.options = options;
    this.block = block;
    try {
      this.database = RocksDB.open(options, path.toString());
    } catch (RocksDBException e) {
      releaseOptions();
      throw RocksDbErrors.of(path, "cannot write", e);
    }
  }

  static RocksDbWriter create(Path path, ImageShape shape, int blockImages) throws IOException {
    RocksDbLibrary.require();
    Files.createDirectories(path);
    Files.write(path.resolve(RocksDbFiles.MARKER), new byte[0], StandardOpenOption.CREATE);
    return new RocksDbWriter(path, shape, options(shape, blockImages), blockImages, 0);
  }

  /**
   * Goes on behind blocks that are there; what else is there is deleted when this finishes.
   *
   * @param block number of those
   */
  static RocksDbWriter after(Path path, ImageShape shape, int blockImages, int block)
      throws IOException {
    RocksDbWriter writer =
        new RocksDbWriter(path, shape, options(shape, blockImages), blockImages, block);
    try {
      writer.deleteFrom(block);
      return writer;
    } catch (IOException | RuntimeException e) {
      try (writer) {
        throw e;
      }
    }
  }

  /** The same where other blocks are damaged: copies those first, away from the damage. */
  static RocksDbWriter afterDamage(Path path, ImageShape shape, int blockImages, int block)
      throws IOException {
    int bytes = blockImages * RocksDbFiles.recordBytes(shape);
    try (RocksDbWriter mending =
        new RocksDbWriter(path, shape, RocksDbOptions.forMending(bytes), blockImages, block)) {
      mending.deleteFrom(block);
      mending.flush(true);
      mending.compact();
    }
    return after(path, shape, blockImages, block);
  }

  private static Options options(ImageShape shape, int blockImages) {
    return RocksDbOptions.forWriting(blockImages * RocksDbFiles.recordBytes(shape));
  }

  /** Behind all blocks is the manifest, which goes, too. */
  private void deleteFrom(int first) throws IOException {
    byte[] end = RocksDbFiles.manifestKey();
    try {
      database.deleteRange(writeOptions, RocksDbFiles.key(first), end);
      database.delete(writeOptions, end);
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "cannot write", e);
    }
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    buffer.add(pixels, label, checksum);
    if (buffer.isFull()) {
      put(buffer.take());
    }
  }

  private void put(ByteBuffer value) throws IOException {
    unflushed += value.remaining();
    try {
      database.put(writeOptions, key.clear().putLong(block++).flip(), value);
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "cannot write", e);
    }
    if (unflushed >= RocksDbOptions.FLUSH_BYTES) {
      flush(false);
    }
  }

  private void flush(boolean wait) throws IOException {
    unflushed = 0;
    try (FlushOptions how = new FlushOptions().setWaitForFlush(wait).setAllowWriteStall(true)) {
      database.flush(how);
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "cannot write", e);
    }
  }

  /** Afterwards there is one table, in which each key is once. */
  private void compact() throws IOException {
    try (CompactRangeOptions how =
        new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
      database.compactRange(null, null, null, how);
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "cannot write", e);
    }
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    if (!buffer.isEmpty()) {
      put(buffer.take());
    }
    byte[] json = ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
    try {
      database.put(writeOptions, RocksDbFiles.manifestKey(), json);
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "cannot write", e);
    }
    DeviceWait.during( // of which RocksDB does not tell writing and forcing apart
        () -> {
          flush(true);
          compact();
        });
    release();
    removeNotes();
    Trees.force(path);
  }

  /** What RocksDB writes for people, and no reader needs. */
  private void removeNotes() throws IOException {
    try (DirectoryStream<Path> notes =
        Files.newDirectoryStream(path, "{LOG,LOG.old*,LOCK,OPTIONS-*,*.log}")) {
      for (Path note : notes) {
        Files.delete(note);
      }
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": was removed while it was written", e);
    }
  }

  private void release() {
    if (!closed) {
      closed = true;
      database.close();
      releaseOptions();
    }
  }

  private void releaseOptions() {
    writeOptions.close();
    options.close();
  }

  /** RocksDB flushes first what was put, so that it can be gone on with. */
  @Override
  public void close() throws IOException {
    release();
  }
}
