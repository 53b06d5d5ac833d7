package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.MapFaults;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The data file of a fragment, mapped into memory, and what it was then, to notice that it was cut
 * or written to since. Thread-safe.
 *
 * <p>The map keeps a file that was replaced or removed as it was, and outlives everything but the
 * garbage collector. A file that is cut under it is an {@link InternalError} of the virtual machine
 * at some moment after the access.
 */
final class MappedData {

  private final Path path;
  private final BasicFileAttributes before;
  private final ByteBuffer map;

  /** For good: once the name means another file, nothing would tell any more. */
  private volatile boolean changed;

  private MappedData(Path path, BasicFileAttributes before, ByteBuffer map) {
    this.path = path;
    this.before = before;
    this.map = map;
  }

  Path path() {
    return path;
  }

  /**
   * Maps a file.
   *
   * @param bytes that it has to have
   * @throws StoreException if it has another length, or more than a map holds
   */
  static MappedData map(Path path, long bytes) throws IOException {
    BasicFileAttributes before;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      before = Files.readAttributes(path, BasicFileAttributes.class);
      if (channel.size() != bytes || bytes > Integer.MAX_VALUE) {
        throw new StoreException(
            path + ": damaged, it has " + channel.size() + " bytes, expected " + bytes);
      }
      return new MappedData(path, before, channel.map(MapMode.READ_ONLY, 0, bytes));
    } catch (NoSuchFileException e) {
      throw new StoreException(
          path + ": missing; another program consolidated or removed it, import again", e);
    }
  }

  /** To be read between {@link #requireNotSeenChanged} and {@link #requireIntact}. */
  ByteBuffer bytes() {
    return map;
  }

  /** Spares maps that are known to be of no use any more. */
  void requireNotSeenChanged() throws ChangedStoreException {
    if (changed) {
      throw changed(null);
    }
  }

  /**
   * Says that what was read of the map, before {@link MapFaults#surface} was called, lay in the
   * file when it was opened.
   *
   * @throws ChangedStoreException if the file has another length or time of modification
   */
  void requireIntact() throws IOException {
    requireIntact(null);
  }

  private void requireIntact(InternalError cause) throws IOException {
    if (!changed) {
      BasicFileAttributes now;
      try {
        now = Files.readAttributes(path, BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        return; // removed: the map keeps what it was
      }
      if (!Objects.equals(before.fileKey(), now.fileKey())
          || (now.size() == before.size()
              && now.lastModifiedTime().equals(before.lastModifiedTime()))) {
        return;
      }
      changed = true;
    }
    throw changed(cause);
  }

  private ChangedStoreException changed(Throwable cause) {
    return new ChangedStoreException(
        path + ": was changed while it was open, by another program; open it anew", cause);
  }

  /** The same after a fault of some map. */
  void explain(InternalError error) throws IOException {
    requireIntact(error);
  }
}
