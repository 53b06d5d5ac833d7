package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings a store's file into the page cache, front to back on a thread of its own, where it is not
 * there yet and fits into free memory. What implements {@link ImageStore#readAhead} for stores that
 * are read through a memory map: their page faults come one by one and, in shuffled order, from
 * everywhere. Thread-safe.
 */
public final class ReadAhead implements AutoCloseable {

  private static final int PIECE_BYTES = 1 << 20;

  private final Path file;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean closed;

  /** Does nothing yet; {@link #start} does. */
  public ReadAhead(Path file) {
    this.file = file;
  }

  /** Starts reading in the background, unless it is under way, needless, or of no use. */
  public void start() {
    if (closed || !running.compareAndSet(false, true)) {
      return;
    }
    boolean started = false;
    try {
      if (isWorthIt()) {
        Thread thread = new Thread(this::run, "read-ahead " + file.getFileName());
        thread.setDaemon(true);
        thread.start();
        started = true;
      }
    } finally {
      if (!started) {
        running.set(false);
      }
    }
  }

  private boolean isWorthIt() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return !Residency.isResident(channel) && channel.size() <= FreeMemory.bytes();
    } catch (IOException e) {
      return false; // whoever reads the store will hear of it
    }
  }

  private void run() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
      while (!closed && channel.read(piece.clear()) >= 0) {
        // The bytes are of no interest, only that they are in the page cache now.
      }
    } catch (IOException e) {
      return; // whoever reads the store will hear of it
    } finally {
      running.set(false);
    }
  }

  /** Ends reading ahead soon, and for good. */
  @Override
  public void close() {
    closed = true;
  }
}
