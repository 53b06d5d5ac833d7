package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.EarlyForce;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.lmdbjava.Dbi;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * Collects some blocks in memory and puts them in one transaction. The blocks are kept until it is
 * committed, so that a full map can be grown and the same blocks put again.
 */
final class LmdbWriter implements ImageStoreWriter {

  /** What a transaction may write besides its blocks, and more. */
  private static final int SLACK_BYTES = 1 << 20;

  private final Path path;
  private final UnsafeBuffer staging;
  private final BlockBuffer[] blocks;

  /** Of the blocks that are full. */
  private final List<DirectBuffer> values = new ArrayList<>();

  private final UnsafeBuffer key = LmdbFiles.keyBuffer();
  private final Env<DirectBuffer> env;
  private final Dbi<DirectBuffer> table;
  private final FileChannel data;
  private final EarlyForce force;
  private long mapSize;
  private int firstBlock;

  /**
   * Creates the environment, or opens the one that there is.
   *
   * @param mapSize bytes to start with; it grows by itself
   * @param firstBlock number of blocks that are there already, and checked
   */
  LmdbWriter(Path path, StoreSpec spec, int blockImages, long mapSize, int firstBlock)
      throws IOException {
    this.path = path;
    int blockBytes = blockImages * LmdbFiles.recordBytes(spec.shape());
    this.blocks = new BlockBuffer[LmdbFiles.blocksPerTransaction(blockBytes)];
    this.staging = new UnsafeBuffer(ByteBuffer.allocateDirect(blocks.length * blockBytes));
    for (int b = 0; b < blocks.length; b++) {
      UnsafeBuffer room = new UnsafeBuffer(staging, b * blockBytes, blockBytes);
      blocks[b] = new BlockBuffer(room, spec.shape().bytes(), blockImages);
    }
    this.mapSize = mapSize;
    this.firstBlock = firstBlock;
    LmdbFiles.requireFewBlocks(spec.count(), blockImages);
    Files.createDirectories(path);
    this.env = open();
    try {
      this.table = env.openDbi((String) null);
      this.data = FileChannel.open(path.resolve(LmdbFiles.DATA), StandardOpenOption.WRITE);
      this.force = new EarlyForce(data);
    } catch (LmdbException e) {
      env.close();
      throw LmdbErrors.of(path, "cannot write", e, staging.capacity());
    } catch (IOException e) {
      env.close();
      throw e;
    }
  }

  /** Goes on as a store that is unfinished, also where the one that there is was finished. */
  static LmdbWriter resume(Path path, StoreSpec spec, int blockImages, long mapSize, int firstBlock)
      throws IOException {
    LmdbWriter writer = new LmdbWriter(path, spec, blockImages, mapSize, firstBlock);
    try {
      writer.inTransaction(
          txn -> {
            writer.table.delete(txn, LmdbFiles.manifestKey());
            writer.table.delete(txn, LmdbRevision.key());
          });
      return writer;
    } catch (IOException | RuntimeException e) {
      try (writer) {
        throw e;
      }
    }
  }

  /** Nobody else knows the temporary folder, so no lock file. Synced once, at the end. */
  private Env<DirectBuffer> open() throws IOException {
    try {
      return Env.create(DirectBufferProxy.PROXY_DB)
          .setMapSize(mapSize)
          .open(path.toFile(), EnvFlags.MDB_NOSYNC, EnvFlags.MDB_NOLOCK);
    } catch (LmdbException e) {
      throw LmdbErrors.of(path, "cannot write", e, staging.capacity());
    }
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    BlockBuffer block = blocks[values.size()];
    block.add(pixels, label, checksum);
    if (block.isFull()) {
      values.add(block.take());
      if (values.size() == blocks.length) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    inTransaction(this::putValues);
    for (DirectBuffer value : values) {
      force.wrote(value.capacity());
    }
    firstBlock += values.size();
    values.clear();
  }

  private void putValues(Txn<DirectBuffer> txn) {
    int block = firstBlock;
    for (DirectBuffer value : values) {
      LmdbFiles.putKey(key, block++);
      table.put(txn, key, value);
    }
  }

  private interface Work {
    void put(Txn<DirectBuffer> txn);
  }

  private void inTransaction(Work work) throws IOException {
    try {
      while (!committed(work)) {
        mapSize += Math.max(mapSize / 2, 2L * staging.capacity() + SLACK_BYTES);
        env.setMapSize(mapSize);
      }
    } catch (LmdbException e) {
      throw LmdbErrors.of(path, "cannot write", e, staging.capacity());
    }
  }

  /** Whether the transaction fitted the map; if not, nothing of it remains. */
  private boolean committed(Work work) {
    try (Txn<DirectBuffer> txn = env.txnWrite()) {
      work.put(txn);
      txn.commit();
      return true;
    } catch (Env.MapFullException e) {
      return false;
    }
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    BlockBuffer last = blocks[values.size()];
    if (!last.isEmpty()) {
      values.add(last.take());
    }
    flush();
    byte[] json = ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
    UnsafeBuffer value = new UnsafeBuffer(ByteBuffer.allocateDirect(json.length));
    value.putBytes(0, json);
    inTransaction(
        txn -> {
          table.put(txn, LmdbFiles.manifestKey(), value);
          table.put(txn, LmdbRevision.key(), LmdbRevision.value(LmdbRevision.FIRST));
        });
    force.await();
    try {
      DeviceWait.during(() -> env.sync(true));
    } catch (LmdbException e) {
      throw LmdbErrors.of(path, "cannot sync", e, staging.capacity());
    }
    Trees.force(path);
  }

  @Override
  public void close() throws IOException {
    try {
      data.close();
    } finally {
      env.close();
    }
  }
}
