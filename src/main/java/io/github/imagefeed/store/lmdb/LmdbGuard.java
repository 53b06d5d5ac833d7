package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells whether what was just read of a map was still what was opened. Thread-safe; not after the
 * map is gone.
 *
 * <p>Readers hold no lock that writers would see. Without a lock file LMDB takes it that the state
 * before the last is still read: a page that transaction n freed is written to by transaction n + 2
 * at the earliest, which begins when n + 1 is committed. So what transaction S shows, whose pages S
 * + 1 was the first to free, is whole as long as none later than S + 1 is committed.
 */
final class LmdbGuard {

  private final Path path;
  private final LmdbFile file;
  private final UnsafeBuffer metas;
  private final int secondAt;
  private final long transaction;
  private final long bytes;

  /**
   * Starts.
   *
   * @param map address of the file's first byte
   * @param bytes that the file must have
   */
  LmdbGuard(Path path, LmdbFile file, long map, LmdbMeta meta, long bytes) {
    this.path = path;
    this.file = file;
    this.metas = new UnsafeBuffer(map, 2 * meta.pageSize());
    this.secondAt = meta.pageSize() + LmdbMeta.TRANSACTION_AT;
    this.transaction = meta.transaction();
    this.bytes = bytes;
  }

  /**
   * Checks what was read before this call.
   *
   * @throws StoreException if it may not be the store that was opened
   */
  void check() throws IOException {
    VarHandle.acquireFence(); // what was copied was loaded before what is looked at here
    if (file.length() < bytes) { // before the map is touched
      throw cut(pendingFault());
    }
    long newest =
        Math.max(metas.getLongVolatile(LmdbMeta.TRANSACTION_AT), metas.getLongVolatile(secondAt));
    if (newest > transaction + 1) {
      throw new StoreException(
          path + ": the store was changed twice since it was opened; open it anew");
    }
  }

  /**
   * What the JVM has noted of a page without a file that this thread touched, null for nothing. It
   * throws that not there but later, from some call into itself, wherever that happens to be: from
   * few of them, of which to walk the stack was one whether compiled or not, and to ask for a
   * file's length none.
   */
  private static InternalError pendingFault() {
    try {
      StackWalker.getInstance().walk(Stream::findFirst);
      return null;
    } catch (InternalError e) {
      return e;
    }
  }

  /**
   * The failure of a store whose file has become too short.
   *
   * @param cause null for none
   */
  StoreException cut(InternalError cause) {
    return new StoreException(
        path + ": the file was cut while the store was open: " + bytes + " bytes are needed",
        cause);
  }
}
