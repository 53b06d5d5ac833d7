package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.Trees;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Writes an LMDB environment with one unnamed database of whatever keys and values: no store of
 * ours, but what other programs expect to find. One thread at a time.
 *
 * <p>Entries are gathered in memory to transactions, so that a full map can be grown and the same
 * entries put again.
 */
public final class PlainLmdbWriter implements Closeable {

  /** Of one transaction; more gains nothing, see {@link LmdbFiles}. */
  private static final int TRANSACTION_BYTES = 1 << 19;

  private static final long FIRST_MAP_BYTES = 1 << 20;

  /** LMDB's limit as it is compiled everywhere. */
  private static final int MAX_KEY_BYTES = 511;

  /** An entry that waits for its transaction. */
  private record Entry(DirectBuffer key, DirectBuffer value) {}

  private final Path path;
  private final Env<DirectBuffer> env;
  private final Dbi<DirectBuffer> table;
  private final List<Entry> entries = new ArrayList<>();
  private long waiting;
  private long mapSize = FIRST_MAP_BYTES;

  private PlainLmdbWriter(Path path) throws IOException {
    this.path = path;
    try {
      // Nobody else knows of it yet, so no lock file; forced once, at the end.
      this.env =
          Env.create(DirectBufferProxy.PROXY_DB)
              .setMapSize(mapSize)
              .open(path.toFile(), EnvFlags.MDB_NOSYNC, EnvFlags.MDB_NOLOCK);
    } catch (LmdbException e) {
      throw failure("cannot write", e);
    }
    try {
      this.table = env.openDbi((String) null);
    } catch (LmdbException e) {
      env.close();
      throw failure("cannot write", e);
    }
  }

  /** Starts an environment in a new folder. */
  public static PlainLmdbWriter create(Path folder) throws IOException {
    Files.createDirectory(folder);
    return new PlainLmdbWriter(folder);
  }

  /**
   * Puts an entry; one of the same key is replaced.
   *
   * @param key 1 to 511 ASCII characters
   * @param value copied
   */
  public void put(String key, byte[] value) throws IOException {
    if (key.isEmpty() || key.length() > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "key '" + key + "' has " + key.length() + " characters, expected 1 to " + MAX_KEY_BYTES);
    }
    entries.add(new Entry(direct(key.getBytes(StandardCharsets.US_ASCII)), direct(value)));
    waiting += value.length;
    if (waiting >= TRANSACTION_BYTES) {
      flush();
    }
  }

  /** LMDB reads by address, so memory of the heap is of no use to it. */
  private static DirectBuffer direct(byte[] bytes) {
    UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
    buffer.putBytes(0, bytes);
    return buffer;
  }

  private void flush() throws IOException {
    try {
      while (!committed()) {
        mapSize += Math.max(mapSize / 2, 4 * waiting + FIRST_MAP_BYTES);
        env.setMapSize(mapSize);
      }
    } catch (LmdbException e) {
      throw failure("cannot write", e);
    }
    entries.clear();
    waiting = 0;
  }

  /** Whether the transaction fitted the map; if not, nothing of it remains. */
  private boolean committed() {
    try (Txn<DirectBuffer> txn = env.txnWrite()) {
      for (Entry entry : entries) {
        table.put(txn, entry.key(), entry.value());
      }
      txn.commit();
      return true;
    } catch (Env.MapFullException e) {
      return false;
    }
  }

  /** Writes what waits, and forces the file and the name of it to the device. */
  public void finish() throws IOException {
    flush();
    try {
      DeviceWait.during(() -> env.sync(true));
    } catch (LmdbException e) {
      throw failure("cannot sync", e);
    }
    Trees.force(path);
  }

  private IOException failure(String what, LmdbException e) throws IOException {
    return LmdbErrors.of(path, what, e, waiting);
  }

  /** Ends the use of the files; without {@link #finish} the last entries may be missing. */
  @Override
  public void close() {
    env.close();
  }
}
