package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ChangedStoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of an open store. Images are opened by their names, so a folder that takes its place
 * would serve its images with the labels of the one before. Thread-safe.
 *
 * <p>Where the system numbers its folders (not on Windows), the folder is kept open, so that its
 * number goes to no other, and a name that means another number is noticed.
 */
final class PngRoot implements AutoCloseable {

  private final Path path;
  private final Object key;
  private final Optional<DirectoryStream<Path>> held;

  private PngRoot(Path path, Object key, Optional<DirectoryStream<Path>> held) {
    this.path = path;
    this.key = key;
    this.held = held;
  }

  /**
   * Opens it, one file descriptor.
   *
   * @param path absolute
   */
  static PngRoot open(Path path) throws IOException {
    Object key = key(path);
    PngRoot root = new PngRoot(path, key, key == null ? Optional.empty() : held(path));
    try {
      root.requireSame(); // so that what is held has that key
      return root;
    } catch (IOException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  @SuppressWarnings("StreamResourceLeak") // close ends it
  private static Optional<DirectoryStream<Path>> held(Path path) throws IOException {
    return Optional.of(Files.newDirectoryStream(path));
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  Path path() {
    return path;
  }

  /**
   * To be called after files were read: they were those of this folder.
   *
   * @throws ChangedStoreException if the name means another folder now, or none
   */
  void requireSame() throws IOException {
    try {
      if (Objects.equals(key, key(path))) {
        return;
      }
    } catch (NoSuchFileException e) {
      throw new ChangedStoreException(path + ": was removed while it was open", e);
    }
    throw new ChangedStoreException(path + ": was replaced while it was open; open it anew");
  }

  @Override
  public void close() throws IOException {
    if (held.isPresent()) {
      held.get().close();
    }
  }
}
