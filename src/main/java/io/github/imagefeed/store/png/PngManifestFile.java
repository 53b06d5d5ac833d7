package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The manifest of an open store as a file: every change of the store renames a new one over it,
 * before any image that the old one counts is removed. Thread-safe.
 *
 * <p>Where the system numbers its files (not on Windows), it is kept open, so that its number goes
 * to no other.
 */
final class PngManifestFile implements AutoCloseable {

  private final Path file;
  private final State state;
  private final Optional<FileChannel> held;

  private record State(Optional<Object> key, FileTime modified, long bytes) {
    static State of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(
          Optional.ofNullable(found.fileKey()), found.lastModifiedTime(), found.size());
    }
  }

  private PngManifestFile(Path file, State state, Optional<FileChannel> held) {
    this.file = file;
    this.state = state;
    this.held = held;
  }

  /**
   * Opens it, one file descriptor.
   *
   * @throws StoreException if there is none
   */
  static PngManifestFile open(Path root) throws IOException {
    Path file = root.resolve(PngFiles.MANIFEST);
    try {
      State state = State.of(file);
      return new PngManifestFile(
          file,
          state,
          state.key().isPresent()
              ? Optional.of(FileChannel.open(file, StandardOpenOption.READ))
              : Optional.empty());
    } catch (NoSuchFileException e) {
      throw new StoreException(root + ": unfinished store, it has no " + PngFiles.MANIFEST, e);
    }
  }

  /** To be called after files were read: whether the store is in the state that it was in. */
  boolean isCurrent() throws IOException {
    try {
      return state.equals(State.of(file));
    } catch (NoSuchFileException e) {
      throw new ChangedStoreException(file + ": was removed while the store was open", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (held.isPresent()) {
      held.get().close();
    }
  }
}
