package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps two programs or threads from writing or changing one store at the same time, by a locked
 * file {@code .NAME.changing} beside it. The system ends the lock with the process; a file that a
 * killed one leaves is in nobody's way. Readers take no notice of it. Nothing is written to the
 * file, as on a full disk shrinking a store is what helps.
 */
final class StoreLock implements Closeable {

  private static final int MAX_MARK = 1 << 16;

  /** Of this process: the system's locks are no use between threads, closing one ends all. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final RandomAccessFile locked;
  private boolean closed;

  private StoreLock(Path file, RandomAccessFile locked) {
    this.file = file;
    this.locked = locked;
  }

  /**
   * Locks at once or not at all.
   *
   * @param names of the store, whose folder exists; the store need not
   * @throws IOException if another has the lock
   */
  static StoreLock of(StoreNames names) throws IOException {
    Path file = names.lock();
    if (!HELD.add(file)) {
      throw busy(names.store());
    }
    try {
      return new StoreLock(file, locked(names.store(), file));
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static RandomAccessFile locked(Path store, Path file) throws IOException {
    RandomAccessFile open = open(store, file);
    try {
      if (open.getChannel().tryLock() == null || !hasName(open, file)) {
        throw busy(store);
      }
      return open;
    } catch (IOException | RuntimeException e) {
      try (open) { // which also ends the lock
        throw e;
      }
    }
  }

  private static RandomAccessFile open(Path store, Path file) throws IOException {
    try {
      return new RandomAccessFile(file.toFile(), "rw");
    } catch (FileNotFoundException e) { // of whatever kind; the message names the file and why
      throw new IOException(store + ": cannot be locked for writing: " + e.getMessage(), e);
    }
  }

  private static IOException busy(Path store) {
    return new IOException(
        store
            + ": another program or thread is writing or changing it; try again when that is done");
  }

  /**
   * Whether the name still means the locked file: before it was locked its last owner may have
   * removed it, and the next one made another. The length tells, and not the content: to open the
   * file a second time, and close it, would end the lock. A file without content may be as long as
   * it likes on a full disk; a channel cannot make one, hence the {@link RandomAccessFile}.
   */
  private static boolean hasName(RandomAccessFile open, Path file) throws IOException {
    int mark = ThreadLocalRandom.current().nextInt(1, MAX_MARK);
    open.setLength(mark);
    return Files.exists(file) && Files.size(file) == mark;
  }

  /** Removes the name first: as soon as the lock is free it may be another's. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (locked) {
      Files.deleteIfExists(file);
    } finally {
      HELD.remove(file);
    }
  }
}
