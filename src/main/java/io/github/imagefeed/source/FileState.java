package io.github.imagefeed.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What a file was when it was indexed, to notice that it is another one now: what an index says of
 * the old one, as its labels, does not fit the new one's images. A writer that sets the time back,
 * or writes within the same tick of the file system's clock, is not noticed.
 *
 * @param size in bytes
 * @param modified when it was last written to
 * @param key which file the name means, where the file system tells
 */
public record FileState(Path path, long size, FileTime modified, Optional<Object> key) {

  /** As it is now, before it is opened. */
  public static FileState of(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileState(
        path, now.size(), now.lastModifiedTime(), Optional.ofNullable(now.fileKey()));
  }

  /** What reads the file. */
  @FunctionalInterface
  public interface Reading<T> {
    T run() throws IOException;
  }

  /**
   * Reads once; what it finds, damage too, is that of the file as it was.
   *
   * @throws SourceException if the file was written to, replaced or removed since
   */
  public <T> T intact(Reading<T> reading) throws IOException {
    T result;
    try {
      result = reading.run();
    } catch (SourceException e) {
      requireUnchanged();
      throw e;
    }
    requireUnchanged();
    return result;
  }

  private void requireUnchanged() throws IOException {
    boolean same;
    try {
      same = equals(of(path));
    } catch (NoSuchFileException e) {
      same = false;
    }
    if (!same) {
      throw new SourceException(
          path + ": was changed, replaced or removed while it was read; begin again");
    }
  }
}
