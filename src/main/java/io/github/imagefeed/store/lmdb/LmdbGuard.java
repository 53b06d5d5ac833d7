package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.MapFaults;
import io.github.imagefeed.store.StoreNames;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells whether what was just read of a map was still what was opened. Thread-safe; not after the
 * map is gone.
 *
 * <p>Readers hold no lock that writers would see. Without a lock file LMDB takes it that the state
 * before the last is still read: a page that transaction n freed is written to by transaction n + 2
 * at the earliest, which begins when n + 1 is committed. So what transaction S shows, whose pages S
 * + 1 was the first to free, is whole as long as none later than S + 1 is committed, and until then
 * nothing writes to the meta page of S either.
 *
 * <p>That goes for LMDB. Any other program may write anywhere, so the file may have been written to
 * only where a transaction tells why, or as long as the lock of this program's own changes lies
 * beside the store: LMDB writes pages first, and the number of the transaction at the end.
 */
final class LmdbGuard {

  private final Path path;
  private final Path lock;
  private final LmdbFile file;
  private final UnsafeBuffer metas;
  private final UnsafeBuffer meta;
  private final UnsafeBuffer opened;
  private final int pageSize;
  private final long transaction;
  private final long bytes;
  private volatile Seen seen;

  /** For good: once all looks as it did, nothing would tell any more. Empty for no refusal. */
  private volatile Optional<String> refusal = Optional.empty();

  /** The newest transaction, and when the file was written to at that time or after. */
  private record Seen(long transaction, FileTime time) {}

  private LmdbGuard(
      Path path, Path lock, LmdbFile file, long map, LmdbMeta meta, FileTime time, long bytes)
      throws IOException {
    this.path = path;
    this.lock = lock;
    this.file = file;
    this.pageSize = meta.pageSize();
    this.metas = new UnsafeBuffer(map, 2 * pageSize);
    this.meta = new UnsafeBuffer(map + (long) meta.page() * pageSize, LmdbMeta.BYTES);
    byte[] now = new byte[LmdbMeta.BYTES];
    file.read(now, now.length, (long) meta.page() * pageSize);
    this.opened = new UnsafeBuffer(now);
    this.transaction = meta.transaction();
    this.seen = new Seen(transaction, time);
    this.bytes = bytes;
  }

  /**
   * Starts.
   *
   * @param map address of the file's first byte
   * @param time of modification, read when this was the newest transaction
   * @param bytes that the file must have
   */
  static LmdbGuard of(Path path, LmdbFile file, long map, LmdbMeta meta, FileTime time, long bytes)
      throws IOException {
    return new LmdbGuard(path, StoreNames.of(path).lock(), file, map, meta, time, bytes);
  }

  /** Spares a map that is known to be of no use any more. */
  void requireNotRefused() throws ChangedStoreException {
    if (refusal.isPresent()) {
      throw new ChangedStoreException(refusal.get());
    }
  }

  /**
   * Checks what was read before this call, within what catches the {@link InternalError} of a map
   * that was cut.
   *
   * @throws ChangedStoreException if it may not be the store that was opened
   */
  void check() throws IOException {
    VarHandle.acquireFence(); // what was copied was loaded before what is looked at here
    long newest = newest();
    boolean kept = meta.equals(opened);
    MapFaults.surface();
    requireNotRefused();
    requireLong(null);
    if (!kept || newest < transaction || newest > transaction + 1) {
      throw refused("was changed twice, or written over, since it was opened", null);
    }
    Optional<FileTime> time = file.modified();
    if (time.isPresent() && !isExplained(newest, time.get())) {
      throw refused("was written to by another program while it was open", null);
    }
  }

  private long newest() {
    return Math.max(
        metas.getLongVolatile(LmdbMeta.TRANSACTION_AT),
        metas.getLongVolatile(pageSize + LmdbMeta.TRANSACTION_AT));
  }

  private boolean isExplained(long newest, FileTime time) {
    Seen last = seen;
    if (time.equals(last.time)) {
      return true;
    }
    if (newest > last.transaction) {
      seen = new Seen(newest, time);
      return true;
    }
    return Files.exists(lock) || newest() > newest; // under way, or it has ended meanwhile
  }

  private void requireLong(InternalError cause) throws IOException {
    if (file.length() < bytes) {
      throw refused("was cut while it was open: " + bytes + " bytes are needed", cause);
    }
  }

  private ChangedStoreException refused(String why, InternalError cause) {
    String message = path + ": the store " + why + "; open it anew";
    refusal = Optional.of(message);
    return new ChangedStoreException(message, cause);
  }

  /** What an error of the virtual machine means, for the caller to throw. */
  IOException explained(InternalError error) throws IOException {
    MapFaults.requireFault(error);
    requireNotRefused();
    requireLong(error);
    Optional<FileTime> time = file.modified();
    if (time.isPresent() && !time.get().equals(seen.time)) {
      throw refused("was cut while it was open, and made long again", error);
    }
    return MapFaults.failed(path, error);
  }
}
