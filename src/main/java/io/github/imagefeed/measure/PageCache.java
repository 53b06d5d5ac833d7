package io.github.imagefeed.measure;

import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The system's page cache, emptied of stores so that their next epoch is a cold one.
 *
 * <p>Only the files' own pages go: directories and inodes stay cached, which matters to a store of
 * many small files (two threads read 50,000 in 2.2 to 2.6 s so, in 2.5 to 3.5 s with nothing cached
 * at all).
 */
public final class PageCache {

  /** How {@link #drop} drops. */
  public static final String METHOD = "madvise(PAGEOUT), posix_fadvise(DONTNEED)";

  private static final int PIECE_BYTES = 1 << 20;

  /** Few enough not to show in what is measured; at most 0.04 % of 154 MB was left. */
  private static final double MOST_RESIDENT = 0.01;

  /**
   * Pages in two maps of this process stay. jHDF maps a file that it opens, touches up to 15 pages
   * of the images with its header, and leaves that map to the garbage collector.
   */
  private static final int ATTEMPTS = 4;

  private static final long PAUSE_MILLIS = 50;

  private PageCache() {}

  /**
   * What {@link PageCache#drop} has done.
   *
   * @param method for people
   * @param resident share of the files' pages that is in memory still, 0 to 1
   */
  public record Dropped(String method, double resident) {

    public Dropped {
      if (!(resident >= 0 && resident <= 1)) {
        throw new IllegalArgumentException("resident is " + resident + ", expected 0 to 1");
      }
    }

    /** Whether an epoch that starts now is a cold one; if not, do not call it so. */
    public boolean isCold() {
      return resident <= MOST_RESIDENT;
    }
  }

  /** Says that files are still in memory though they should not be. */
  public static final class NotDroppedException extends IOException {

    private static final long serialVersionUID = 1L;

    NotDroppedException(String message) {
      super(message);
    }
  }

  /** Whether {@link #drop} has a way on this system; whether it works, its result says. */
  public static boolean canDrop() {
    return Platform.isLinux() && NativePages.isAvailable();
  }

  /**
   * Drops the pages of all files of some stores, after all that is not yet on their devices is
   * written to them. The stores may be open in this process, and should not be read meanwhile.
   * Pages that another process has mapped stay.
   *
   * @throws UnsupportedOperationException if this system has no way, see {@link #canDrop}
   */
  public static Dropped drop(List<Path> stores) throws IOException {
    requireWay();
    for (Path store : stores) {
      NativePages.write(store);
    }
    List<Path> files = files(stores);
    Dropped dropped = dropOnce(stores, files);
    for (int i = 1; i < ATTEMPTS && !dropped.isCold(); i++) {
      releaseMaps();
      dropped = dropOnce(stores, files);
    }
    return dropped;
  }

  /**
   * Drops a store's pages, and refuses to go on where that has not worked: nothing warm is ever
   * called cold.
   *
   * @throws NotDroppedException if so
   */
  public static void requireDropped(Path store) throws IOException {
    Dropped dropped = drop(List.of(store));
    if (!dropped.isCold()) {
      throw new NotDroppedException(
          String.format(
              Locale.ROOT,
              "%s: nothing cold can be measured, %.1f %% of its pages are still in memory after %s;"
                  + " another process may have them mapped, or the file system keeps them",
              store,
              100 * dropped.resident(),
              dropped.method()));
    }
  }

  /** Whether {@link #write} has a way on this system. */
  public static boolean canWrite() {
    return canDrop();
  }

  /**
   * Writes what has changed in the file system that a path lies in to its device, and waits for it:
   * what was written before then does not hold up who forces a file next.
   *
   * @throws UnsupportedOperationException if this system has no way, see {@link #canWrite}
   */
  public static void write(Path path) throws IOException {
    requireWay();
    NativePages.write(path);
  }

  private static void requireWay() {
    if (!canDrop()) {
      throw new UnsupportedOperationException(
          "no way to write or drop files of the page cache on " + System.getProperty("os.name"));
    }
  }

  private static Dropped dropOnce(List<Path> stores, List<Path> files) throws IOException {
    for (Path store : stores) {
      NativePages.unmap(store);
    }
    for (Path file : files) {
      NativePages.drop(file);
    }
    long pages = 0;
    long resident = 0;
    for (Path file : files) {
      pages += NativePages.count(file);
      resident += NativePages.resident(file);
    }
    return new Dropped(METHOD, pages == 0 ? 0 : (double) resident / pages);
  }

  /** The cleaner's thread unmaps what the collector has found. */
  private static void releaseMaps() throws InterruptedIOException {
    System.gc();
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while dropping pages");
    }
  }

  /**
   * Reads all files of some stores front to back, one after the other in the order of their
   * folders: what a cold epoch is to be compared with.
   *
   * @return seconds
   */
  public static double read(List<Path> stores) throws IOException {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    long begin = System.nanoTime();
    for (Path file : files(stores)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        while (channel.read(piece.clear()) >= 0) {
          // Only the reading counts.
        }
      }
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** All regular files; those of a folder as the system lists them. */
  private static List<Path> files(List<Path> stores) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path store : stores) {
      try (Stream<Path> found = Files.walk(store)) {
        found.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files;
  }
}
