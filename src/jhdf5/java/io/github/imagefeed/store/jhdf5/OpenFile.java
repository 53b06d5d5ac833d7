package io.github.imagefeed.store.jhdf5;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What a file was when it was opened, to notice that it was cut or written to since. Thread-safe.
 *
 * <p>HDF5 holds the file itself open: one that was replaced or removed stays as it was. Of one that
 * is written to under its name HDF5 would give other bytes, and zeros for those cut off.
 */
final class OpenFile {

  private final Path path;
  private final BasicFileAttributes before;

  /** For good: once the name means another file, nothing would tell any more. */
  private volatile boolean changed;

  private OpenFile(Path path, BasicFileAttributes before) {
    this.path = path;
    this.before = before;
  }

  /** As it is now, before it is opened; {@link #isNamed} tells whether that one was opened. */
  static OpenFile of(Path path) throws IOException {
    return new OpenFile(path, Files.readAttributes(path, BasicFileAttributes.class));
  }

  long size() {
    return before.size();
  }

  /** Whether the name still means this file, changed or not. */
  boolean isNamed() throws IOException {
    try {
      return isSame(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean isSame(BasicFileAttributes now) {
    return Objects.equals(before.fileKey(), now.fileKey());
  }

  /** Spares reads that are known to be of no use any more. */
  void requireNotSeenChanged() throws ChangedStoreException {
    if (changed) {
      throw new ChangedStoreException(
          path + ": was changed while it was open, by another program; open it anew");
    }
  }

  /**
   * To be called after something was read: it is what lay in the file when it was opened.
   *
   * @throws ChangedStoreException if the file has another length or time of modification
   */
  void requireIntact() throws IOException {
    if (!changed) {
      BasicFileAttributes now;
      try {
        now = Files.readAttributes(path, BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        return; // removed: what is open stays
      }
      if (!isSame(now)
          || (now.size() == before.size()
              && now.lastModifiedTime().equals(before.lastModifiedTime()))) {
        return;
      }
      changed = true;
    }
    requireNotSeenChanged();
  }

  /** What reads the file. */
  interface Reading<T> {
    T run() throws IOException;
  }

  /** Reads once; what lies in the file while it is written over may well look damaged. */
  <T> T intact(Reading<T> reading) throws IOException {
    T result;
    try {
      result = reading.run();
    } catch (StoreException e) {
      requireIntact();
      throw e;
    }
    requireIntact();
    return result;
  }
}
