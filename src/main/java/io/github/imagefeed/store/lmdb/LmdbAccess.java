package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Reads of a map, each followed by the question whether it was still what was opened. */
final class LmdbAccess implements Closeable {

  /** Reads of the map. */
  interface Reading<T> {
    T run() throws IOException;
  }

  private final Path path;
  private final LmdbGuard guard;
  private final Closeable map;

  /** Held for reading while addresses are in use: an access after unmapping would end the JVM. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * Starts.
   *
   * @param map closed with this, once no reading is under way
   */
  LmdbAccess(Path path, LmdbGuard guard, Closeable map) {
    this.path = path;
    this.guard = guard;
    this.map = map;
  }

  /**
   * Reads. What the reading returns or throws is of the state that was opened.
   *
   * @throws io.github.imagefeed.store.ChangedStoreException if it may be of another
   * @throws IllegalStateException if this is closed
   */
  <T> T read(Reading<T> reading) throws IOException {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(path + ": the store is closed");
      }
      guard.requireNotRefused(); // spares maps that are of no use any more
      return guarded(reading);
    } finally {
      lock.readLock().unlock();
    }
  }

  private <T> T guarded(Reading<T> reading) throws IOException {
    try {
      return checked(reading);
    } catch (InternalError e) {
      throw guard.explained(e);
    }
  }

  /** Catches, too: now and then the error of a compiled loop passes by a handler around it. */
  private <T> T checked(Reading<T> reading) throws IOException {
    try {
      T result = run(reading);
      guard.check();
      return result;
    } catch (InternalError e) {
      throw guard.explained(e);
    }
  }

  private <T> T run(Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (StoreException e) {
      guard.check(); // what changed is not called damaged
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        map.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
