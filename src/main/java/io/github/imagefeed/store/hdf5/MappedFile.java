package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.StoreException;
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
final class MappedFile {

  /** What a virtual machine says of an access that failed, in every version. */
  private static final String FAULT = "unsafe memory access";

  private final Path path;
  private final BasicFileAttributes before;

  /** For good: once the name means another file, nothing would tell any more. */
  private volatile boolean changed;

  /** Volatile so that no compiler knows the length of what {@link #surface} allocates. */
  private volatile int one = 1;

  private MappedFile(Path path, BasicFileAttributes before) {
    this.path = path;
    this.before = before;
  }

  /** As it is now, before it is opened; {@link #isNamed} tells whether that one was opened. */
  static MappedFile of(Path path) throws IOException {
    return new MappedFile(path, Files.readAttributes(path, BasicFileAttributes.class));
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

  /**
   * To be called after the maps were read, within what catches the {@link InternalError} of a map
   * that was cut: what was read is what lay in the file when it was opened.
   *
   * @throws StoreException if the file has another length or time of modification
   */
  void requireIntact() throws IOException {
    surface();
    requireUnchanged(null);
  }

  /**
   * Lets a failed access show now instead of anywhere later. The virtual machine throws when the
   * thread enters it next in a way that may throw: in JDK 17 no native call does, arrays of arrays
   * do, compiled or not. JDK 25 throws at the access itself.
   */
  private void surface() {
    int length = one;
    if (new byte[length][length].length != length) {
      throw new AssertionError("an array of another length than asked for");
    }
  }

  /** Spares maps that are known to be of no use any more. */
  void requireNotSeenChanged() throws StoreException {
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

  private StoreException changed(Throwable cause) {
    return new StoreException(
        path + ": was changed while it was open, by another program; open it anew", cause);
  }

  /** What an error of the virtual machine means, for the caller to throw. */
  IOException explained(InternalError error) throws IOException {
    if (error.getMessage() == null || !error.getMessage().contains(FAULT)) {
      throw error;
    }
    requireUnchanged(error);
    return new IOException(
        path + ": cannot be read: its device failed, or it was cut under another name", error);
  }
}
