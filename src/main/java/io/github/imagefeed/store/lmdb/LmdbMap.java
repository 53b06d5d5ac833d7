package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
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
 * LMDB's map of a checked file. LMDB looks one key up in it, which tells the address; afterwards,
 * and when it is closed, LMDB touches no page of it again.
 */
final class LmdbMap implements AutoCloseable {

  private final Path path;
  private final Env<DirectBuffer> env;
  private long address;

  private LmdbMap(Path path, Env<DirectBuffer> env) {
    this.path = path;
    this.env = env;
  }

  /**
   * Maps.
   *
   * @param path a folder, or the data file itself
   */
  static LmdbMap open(Path path) throws IOException {
    List<EnvFlags> flags =
        new ArrayList<>(List.of(EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK, EnvFlags.MDB_NOTLS));
    if (!Files.isDirectory(path)) {
      flags.add(EnvFlags.MDB_NOSUBDIR);
    }
    try {
      // With LMDB's lock file a store could stay open through any number of changes, not only one;
      // but every reader would have to write to it, and none could read from read-only media.
      return new LmdbMap(
          path,
          Env.create(DirectBufferProxy.PROXY_DB)
              .open(path.toFile(), flags.toArray(EnvFlags[]::new)));
    } catch (LmdbException e) {
      throw new IOException(path + ": LMDB cannot open it: " + e.getMessage(), e);
    }
  }

  /** Finds the address, by the manifest. */
  boolean locate(LmdbContents contents, LmdbMeta meta) throws StoreException {
    return locate(LmdbFiles.MANIFEST, contents.manifestAt(), contents.manifestBytes(), meta);
  }

  /**
   * Finds the address, by a key of the main tree, of whose value the place in the file is known.
   *
   * @return whether what was checked was still the newest
   */
  boolean locate(byte[] key, long valueAt, int valueBytes, LmdbMeta meta) throws StoreException {
    UnsafeBuffer wanted = new UnsafeBuffer(ByteBuffer.allocateDirect(key.length));
    wanted.putBytes(0, key);
    try (Txn<DirectBuffer> txn = env.txnRead()) {
      if (txn.getId() != meta.transaction()) {
        return false;
      }
      Dbi<DirectBuffer> table = env.openDbi((String) null);
      DirectBuffer value = table.get(txn, wanted);
      if (value == null || value.capacity() != valueBytes) {
        throw new StoreException(path + ": LMDB does not find the key that is in the file");
      }
      address = value.addressOffset() - valueAt;
      return true;
    } catch (LmdbException e) {
      throw new StoreException(path + ": damaged LMDB file: " + e.getMessage(), e);
    }
  }

  /** Of the file's first byte; valid until {@link #close}. */
  long address() {
    return address;
  }

  @Override
  public void close() {
    env.close();
  }
}
