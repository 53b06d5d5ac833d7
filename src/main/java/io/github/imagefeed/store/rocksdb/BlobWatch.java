package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ChangedStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the blob files of an open database were: RocksDB opens each by its name when it is read
 * first, and in a folder that took the place of the database's, the same name may mean values of
 * another one, with right checksums. Tables need no watch: all are opened with the database.
 * Thread-safe.
 */
final class BlobWatch {

  private final Path store;
  private final List<Path> files;
  private final List<BasicFileAttributes> before = new ArrayList<>();

  /** For good: RocksDB may have opened what is no longer there. */
  private volatile boolean changed;

  /** Of files that belong to the state that is open, which the caller makes sure of. */
  BlobWatch(Path store, List<Path> files) throws IOException {
    this.store = store;
    this.files = List.copyOf(files);
    for (Path file : this.files) {
      try {
        before.add(Files.readAttributes(file, BasicFileAttributes.class));
      } catch (NoSuchFileException e) {
        throw BlobFile.missing(file, e);
      }
    }
  }

  /**
   * To be called after blocks were read. A file that is gone is none that was read first just now,
   * and one that was read before stays open.
   *
   * @throws ChangedStoreException if a name means another file now, or one of another length or
   *     time of modification
   */
  void requireUnchanged() throws IOException {
    requireUnchanged(false, null);
  }

  /** The same after reading failed, where a file that is gone is a change, too. */
  void explain(IOException failure) throws IOException {
    requireUnchanged(true, failure);
  }

  private void requireUnchanged(boolean present, IOException cause) throws IOException {
    for (int f = 0; f < files.size() && !changed; f++) {
      try {
        if (!isSame(before.get(f), files.get(f))) {
          changed = true;
        }
      } catch (NoSuchFileException e) {
        if (present) {
          changed = true;
        }
      }
    }
    if (changed) {
      throw new ChangedStoreException(
          store + ": was changed while it was open, replaced or removed; open it anew", cause);
    }
  }

  private static boolean isSame(BasicFileAttributes before, Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return Objects.equals(before.fileKey(), now.fileKey())
        && before.size() == now.size()
        && before.lastModifiedTime().equals(now.lastModifiedTime());
  }
}
