package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
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

  static LmdbMap open(Path path) throws IOException {
    try {
      // With LMDB's lock file a store could stay open through any number of changes, not only one;
      // but every reader would have to write to it, and none could read from read-only media.
      return new LmdbMap(
          path,
          Env.create(DirectBufferProxy.PROXY_DB)
              .open(
                  path.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK, EnvFlags.MDB_NOTLS));
    } catch (LmdbException e) {
      throw new IOException(path + ": LMDB cannot open it: " + e.getMessage(), e);
    }
  }

  /**
   * Finds the address, by the manifest, whose place in the file is known.
   *
   * @return whether what was checked was still the newest
   */
  boolean locate(LmdbContents contents, LmdbMeta meta) throws StoreException {
    try (Txn<DirectBuffer> txn = env.txnRead()) {
      if (txn.getId() != meta.transaction()) {
        return false;
      }
      Dbi<DirectBuffer> table = env.openDbi((String) null);
      DirectBuffer manifest = table.get(txn, LmdbFiles.manifestKey());
      if (manifest == null || manifest.capacity() != contents.manifestBytes()) {
        throw new StoreException(path + ": LMDB does not find the manifest that is in the file");
      }
      address = manifest.addressOffset() - contents.manifestAt();
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
