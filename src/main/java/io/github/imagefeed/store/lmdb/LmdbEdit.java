package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.lmdbjava.Dbi;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * One change of a finished store, in one write transaction: all of it or nothing.
 *
 * <p>LMDB writes changed pages to free places or behind the end of the file, forces them, and then
 * writes and forces the one page that makes them the current ones. So a crash of the program or of
 * the machine leaves the store before or after the change. All in one call: {@link DeviceWait}
 * counts it as a whole, although handing the pages to the system is a small part of it.
 *
 * <p>LMDB keeps all that is put in memory until {@link #commit}: it writes early only when 131,071
 * pages or values have changed, and a value of any length counts as one, so that blocks of 512 KiB
 * could take 64 GiB. Who puts much must bound it, as {@link LmdbGrowth} does.
 *
 * <p>There is no lock file: who changes a store has the lock of {@code StoreAppender} or {@code
 * StoreShrinker}. One thread at a time.
 */
final class LmdbEdit implements Closeable {

  /** For stores so small that the few pages of any transaction are more than they. */
  private static final int SLACK_BYTES = 1 << 20;

  private final Path path;
  private final long bytes;
  private final long sizeBefore;
  private final int revision;
  private final UnsafeBuffer key = LmdbFiles.keyBuffer();
  private final Env<DirectBuffer> env;
  private final Dbi<DirectBuffer> table;
  private final Txn<DirectBuffer> txn;
  private boolean committed;

  private LmdbEdit(
      Path path,
      long bytes,
      long sizeBefore,
      int revision,
      Env<DirectBuffer> env,
      Dbi<DirectBuffer> table,
      Txn<DirectBuffer> txn) {
    this.path = path;
    this.bytes = bytes;
    this.sizeBefore = sizeBefore;
    this.revision = revision;
    this.env = env;
    this.table = table;
    this.txn = txn;
  }

  /**
   * Opens a store that was found to be whole.
   *
   * @param bytes that will be written at most, by {@link LmdbFiles#fileBytes}
   */
  static LmdbEdit open(Path path, long bytes) throws IOException {
    int revision = LmdbCheck.forChange(path).revision();
    long size = Files.size(path.resolve(LmdbFiles.DATA));
    try {
      Env<DirectBuffer> env =
          Env.create(DirectBufferProxy.PROXY_DB).open(path.toFile(), EnvFlags.MDB_NOLOCK);
      try {
        env.setMapSize(mapSize(size, bytes, env.stat().pageSize));
        Dbi<DirectBuffer> table = env.openDbi((String) null);
        return new LmdbEdit(path, bytes, size, revision, env, table, env.txnWrite());
      } catch (RuntimeException e) {
        env.close();
        throw e;
      }
    } catch (LmdbException e) {
      throw LmdbErrors.of(path, "cannot write", e, bytes);
    }
  }

  /**
   * Enough whatever is changed: at worst the new blocks find no free place and every old page of
   * the tree and of the list of free ones is written again. A map costs addresses only, the file
   * gets no longer than what is written.
   */
  private static long mapSize(long size, long bytes, int pageSize) {
    long wider = Math.max(1, pageSize / LmdbPages.BYTES); // the arithmetic is for pages of 4 KiB
    return 2 * (size + bytes * wider) + SLACK_BYTES;
  }

  /**
   * A block as it is stored, valid until the next call.
   *
   * @throws StoreException if it is missing
   */
  DirectBuffer block(int block) throws IOException {
    LmdbFiles.putKey(key, block);
    DirectBuffer value = table.get(txn, key);
    if (value == null) {
      throw new StoreException(path + ": block " + block + " is missing");
    }
    return value;
  }

  /** Stores a block, in place of the one of that number if there is one. */
  void put(int block, DirectBuffer value) throws IOException {
    LmdbFiles.putKey(key, block);
    put(key, value);
  }

  private void put(DirectBuffer where, DirectBuffer value) throws IOException {
    try {
      table.put(txn, where, value);
    } catch (LmdbException e) {
      throw LmdbErrors.of(path, "cannot write", e, bytes);
    }
  }

  /** Removes a block that is there. */
  void delete(int block) throws IOException {
    LmdbFiles.putKey(key, block);
    try {
      table.delete(txn, key);
    } catch (LmdbException e) {
      throw LmdbErrors.of(path, "cannot delete", e, bytes);
    }
  }

  /**
   * Replaces the manifest, counts the change and makes the change; it is on the device afterwards.
   */
  void commit(StoreManifest manifest) throws IOException {
    byte[] json = ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
    UnsafeBuffer value = new UnsafeBuffer(ByteBuffer.allocateDirect(json.length));
    value.putBytes(0, json);
    put(LmdbFiles.manifestKey(), value);
    put(LmdbRevision.key(), LmdbRevision.value(revision + 1));
    try {
      DeviceWait.during(txn::commit);
    } catch (LmdbException e) {
      throw LmdbErrors.of(path, "cannot write", e, bytes);
    }
    committed = true;
  }

  /** Without {@link #commit}, also takes back what was written behind the end of the file. */
  @Override
  public void close() throws IOException {
    txn.close();
    env.close();
    if (committed) {
      return;
    }
    long used; // should the change have happened although LMDB said that it failed
    try (LmdbSnapshot snapshot = LmdbSnapshot.open(path)) {
      used = snapshot.usedBytes();
    }
    try (FileChannel data =
        FileChannel.open(path.resolve(LmdbFiles.DATA), StandardOpenOption.WRITE)) {
      data.truncate(Math.max(used, sizeBefore));
    }
  }
}
