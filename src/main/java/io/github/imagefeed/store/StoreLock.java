package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps two programs or threads from changing one store at the same time, by a locked file {@code
 * .NAME.changing} beside it. The system ends the lock with the process; a file that a killed one
 * leaves is in nobody's way. Readers take no notice of it.
 */
final class StoreLock implements Closeable {

  private static final int MAX_MARK = 1 << 16;

  /** Of this process: the system's locks are no use between threads, closing one ends all. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private boolean closed;

  private StoreLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks at once or not at all.
   *
   * @param store an absolute path without links
   * @throws IOException if another has the lock
   */
  static StoreLock of(Path store) throws IOException {
    Path file = store.resolveSibling("." + store.getFileName() + ".changing");
    if (!HELD.add(file)) {
      throw busy(store);
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null || !hasName(channel, file)) {
        channel.close();
        throw busy(store);
      }
      return new StoreLock(file, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static IOException busy(Path store) {
    return new IOException(
        store + ": another program or thread is changing it; try again when that is done");
  }

  /**
   * Whether the name still means the locked file: before it was locked its last owner may have
   * removed it, and the next one made another. The length tells, and not the content: to open the
   * file a second time, and close it, would end the lock.
   */
  private static boolean hasName(FileChannel channel, Path file) throws IOException {
    int mark = ThreadLocalRandom.current().nextInt(1, MAX_MARK);
    channel.truncate(0).write(ByteBuffer.allocate(mark), 0);
    return Files.exists(file) && Files.size(file) == mark;
  }

  /** Removes the name first: as soon as the lock is free it may be another's. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      HELD.remove(file);
    }
  }
}
