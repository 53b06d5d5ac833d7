package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings a store's files into the page cache, front to back on a thread of its own, where they are
 * not there yet and fit into free memory: what implements {@link ImageStore#readAhead} for stores
 * that are read through a memory map. Thread-safe.
 *
 * <p>One thread, because two or four that shared the file were never faster and up to twice as slow
 * where the system's own reading ahead is short.
 */
public final class ReadAhead implements AutoCloseable {

  private static final int PIECE_BYTES = 1 << 20;

  /**
   * Upper limit of what reads wait for one pass in all: it fetches gigabytes in that time from a
   * good disk, and from a bad one a trainer does better with single images than with none.
   */
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final List<Path> files;
  private final int images;

  /** Whether reads have something to wait for; written under the lock. */
  private volatile boolean reading;

  private boolean closed;
  private boolean passed;
  private boolean useless;
  private double share;
  private double awaited;
  private long deadline;

  /**
   * Does nothing yet; {@link #start} does.
   *
   * @param images how many lie in the file, in order and evenly
   */
  public ReadAhead(Path file, int images) {
    this(List.of(file), images);
  }

  /**
   * The same for several files, of about the same number of images a byte.
   *
   * @param files at least one, in the order of their images
   */
  public ReadAhead(List<Path> files, int images) {
    this.files = List.copyOf(files);
    this.images = images;
  }

  /** Starts a pass over the file, unless one is under way, needless, or of no use. */
  public synchronized void start() {
    if (closed || reading || useless || !isWorthIt()) {
      return;
    }
    share = 0;
    awaited = 1;
    deadline = System.nanoTime() + WAIT_NANOS;
    Thread thread = new Thread(this::run, "read-ahead " + files.get(0).getFileName());
    thread.setDaemon(true);
    thread.start();
    reading = true;
  }

  private boolean isWorthIt() {
    // Linux tells what is resident only to those who may write, and says "all" to others.
    boolean told = files.stream().allMatch(Files::isWritable);
    if (passed && !told) {
      return false;
    }
    try {
      return !(told && areResident())
          && bytes() <= FreeMemory.bytes() / 4 * 3; // training needs memory, too
    } catch (IOException e) {
      return false; // whoever reads the store will hear of it
    }
  }

  private boolean areResident() throws IOException {
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        if (!Residency.isResident(channel)) {
          return false;
        }
      }
    }
    return true;
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private void run() {
    boolean whole = false;
    boolean stayed = true;
    try {
      ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
      double all = bytes();
      long before = 0;
      for (Path file : files) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          while (channel.read(piece.clear()) >= 0) {
            if (!advanceTo((before + channel.position()) / all)) {
              return;
            }
          }
          before += channel.position();
        }
      }
      whole = true;
      stayed = areResident();
    } catch (IOException e) {
      return; // whoever reads the store will hear of it
    } finally {
      end(whole, stayed);
    }
  }

  private synchronized boolean advanceTo(double now) {
    share = now;
    if (share >= awaited) {
      awaited = 1;
      notifyAll();
    }
    return !closed;
  }

  /** Some file systems keep nothing in the page cache, and Windows never says what it keeps. */
  private synchronized void end(boolean whole, boolean stayed) {
    passed |= whole;
    useless |= !stayed;
    reading = false;
    notifyAll();
  }

  /**
   * Waits, where a pass is under way, until it is past the images of a batch: to fetch them from
   * elsewhere in the file costs the disk more than to go on. Ends early at {@link #close}, on an
   * interrupt, and when reads have waited for this pass long enough.
   */
  public void await(int[] indices, int from, int to) {
    if (!reading || from == to) {
      return;
    }
    int last = 0;
    for (int i = from; i < to; i++) {
      last = Math.max(last, indices[i]);
    }
    awaitShare((last + 1.0) / images);
  }

  private synchronized void awaitShare(double wanted) {
    while (reading && !closed && share < wanted) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        return;
      }
      awaited = Math.min(awaited, wanted);
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // for the caller; the read itself goes on
        return;
      }
    }
  }

  /** Ends the pass soon, and all others for good. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
