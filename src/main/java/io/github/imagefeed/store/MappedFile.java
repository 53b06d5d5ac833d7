package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What a file was when it was mapped, to notice that it was cut or written to since. Thread-safe.
 *
 * <p>Maps keep a file that was replaced or removed as it was. A file that is written to under its
 * name shows through them: other bytes, or none.
 */
public final class MappedFile {

  private final Path path;
  private final BasicFileAttributes before;

  /** For good: once the name means another file, nothing would tell any more. */
  private volatile boolean changed;

  private MappedFile(Path path, BasicFileAttributes before) {
    this.path = path;
    this.before = before;
  }

  /** As it is now, before it is opened; {@link #isNamed} tells whether that one was opened. */
  public static MappedFile of(Path path) throws IOException {
    return new MappedFile(path, Files.readAttributes(path, BasicFileAttributes.class));
  }

  /** Whether the name still means this file, changed or not. */
  public boolean isNamed() throws IOException {
    try {
      return isSame(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean isSame(BasicFileAttributes now) {
    return Objects.equals(before.fileKey(), now.fileKey());
  }

  /**
   * To be called after the maps were read, within what catches the {@link InternalError} of a map
   * that was cut: what was read is what lay in the file when it was opened.
   *
   * @throws ChangedStoreException if the file has another length or time of modification
   */
  public void requireIntact() throws IOException {
    MapFaults.surface();
    requireUnchanged(null);
  }

  /** What reads maps of the file, or opens it. */
  @FunctionalInterface
  public interface Reading<T> {
    T run() throws IOException;
  }

  /**
   * Reads once; what lies in the file while it is written over may well look damaged.
   *
   * @throws ChangedStoreException if what was read may not be what lay in the file at first
   */
  public <T> T intact(Reading<T> reading) throws IOException {
    try {
      T result = result(reading);
      requireIntact();
      return result;
    } catch (InternalError e) {
      throw explained(e);
    }
  }

  private <T> T result(Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (StoreException e) {
      requireIntact();
      throw e;
    }
  }

  /** Spares maps that are known to be of no use any more. */
  public void requireNotSeenChanged() throws ChangedStoreException {
    if (changed) {
      throw changed(null);
    }
  }

  private void requireUnchanged(Throwable cause) throws IOException {
    if (!changed) {
      BasicFileAttributes now;
      try {
        now = Files.readAttributes(path, BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        return; // removed: the maps keep what it was
      }
      if (!isSame(now)
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

  /** What an error of the virtual machine means, for the caller to throw. */
  public IOException explained(InternalError error) throws IOException {
    MapFaults.requireFault(error);
    requireUnchanged(error);
    return MapFaults.failed(path, error);
  }
}
