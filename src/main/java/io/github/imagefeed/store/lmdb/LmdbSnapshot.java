package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/** An environment with one read transaction open: everything that must be released together. */
final class LmdbSnapshot implements AutoCloseable {

  private final Path path;
  private final Env<DirectBuffer> env;
  private final Txn<DirectBuffer> txn;
  private final Dbi<DirectBuffer> table;

  private LmdbSnapshot(
      Path path, Env<DirectBuffer> env, Dbi<DirectBuffer> table, Txn<DirectBuffer> txn) {
    this.path = path;
    this.env = env;
    this.table = table;
    this.txn = txn;
  }

  static LmdbSnapshot open(Path path) throws IOException {
    Path data = path.resolve(LmdbFiles.DATA);
    if (!Files.isRegularFile(data)) {
      throw new NoSuchFileException(data.toString(), null, "no such file, expected an LMDB store");
    }
    if (Files.size(data) == 0) {
      throw new StoreException(data + ": empty file, expected an LMDB store");
    }
    Env<DirectBuffer> env;
    try {
      // With LMDB's lock file a store could stay open through any number of changes, not only one;
      // but every reader would have to write to it, and none could read from read-only media.
      env =
          Env.create(DirectBufferProxy.PROXY_DB)
              .open(
                  path.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK, EnvFlags.MDB_NOTLS);
    } catch (Env.FileInvalidException | Env.VersionMismatchException e) {
      throw new StoreException(data + ": not an LMDB file: " + e.getMessage(), e);
    } catch (LmdbException e) {
      throw new IOException(data + ": LMDB cannot open it: " + e.getMessage(), e);
    }
    try {
      requireWhole(env, data);
      Dbi<DirectBuffer> table = env.openDbi((String) null);
      return new LmdbSnapshot(path, env, table, env.txnRead());
    } catch (LmdbException e) {
      env.close();
      throw new StoreException(data + ": damaged LMDB file: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      env.close();
      throw e;
    }
  }

  /** A mapped page behind the end of the file would end the JVM with SIGBUS: look before. */
  private static void requireWhole(Env<DirectBuffer> env, Path data) throws IOException {
    long expected = usedBytes(env);
    long found = Files.size(data);
    if (found < expected) {
      throw new StoreException(
          data + ": cut: " + found + " bytes found, expected " + expected + " or more");
    }
  }

  private static long usedBytes(Env<DirectBuffer> env) {
    return (env.info().lastPageNumber + 1) * env.stat().pageSize;
  }

  /** Length of the first block of a whole store. */
  static int firstBlockBytes(Path path) throws IOException {
    try (LmdbSnapshot snapshot = open(path)) {
      UnsafeBuffer key = LmdbFiles.keyBuffer();
      LmdbFiles.putKey(key, 0);
      DirectBuffer value = snapshot.table.get(snapshot.txn, key);
      if (value == null) {
        throw new StoreException(path + ": block 0 is missing");
      }
      return value.capacity();
    }
  }

  /** Length of the file up to the last page in use or free for use. */
  long usedBytes() {
    return usedBytes(env);
  }

  StoreManifest manifest() throws StoreException {
    DirectBuffer value = table.get(txn, LmdbFiles.manifestKey());
    if (value == null) {
      throw new StoreException(
          path + ": unfinished, or written by another program: the key 'manifest' is missing");
    }
    byte[] json = new byte[value.capacity()];
    value.getBytes(0, json);
    return ManifestJson.read(new String(json, StandardCharsets.UTF_8), path + ", key 'manifest'");
  }

  /** The blocks in order, as views of the map that are valid until {@link #close}. */
  DirectBuffer[] blocks() throws StoreException {
    List<DirectBuffer> blocks = new ArrayList<>();
    UnsafeBuffer expected = LmdbFiles.keyBuffer();
    UnsafeBuffer manifest = LmdbFiles.manifestKey();
    try (Cursor<DirectBuffer> cursor = table.openCursor(txn)) {
      for (boolean more = cursor.first(); more; more = cursor.next()) {
        LmdbFiles.putKey(expected, blocks.size());
        if (LmdbFiles.equal(cursor.key(), expected)) {
          DirectBuffer value = cursor.val();
          blocks.add(new UnsafeBuffer(value.addressOffset(), value.capacity()));
        } else if (!LmdbFiles.equal(cursor.key(), manifest)) {
          throw new StoreException(
              path
                  + ": foreign key behind block "
                  + (blocks.size() - 1)
                  + ", expected '"
                  + expected.getStringWithoutLengthAscii(0, LmdbFiles.KEY_BYTES)
                  + "'");
        }
      }
    } catch (LmdbException e) {
      throw new StoreException(path + ": damaged LMDB file: " + e.getMessage(), e);
    }
    return blocks.toArray(DirectBuffer[]::new);
  }

  @Override
  public void close() {
    txn.close();
    env.close();
  }
}
