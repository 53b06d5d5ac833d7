package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * An LMDB environment that another program wrote, as one transaction left it: every page that is
 * read was checked before, and all keys and values are found by their number, in the order of keys.
 * Thread-safe.
 *
 * <ul>
 *   <li>A folder with {@code data.mdb}, or the file itself; pages of any size; keys as bytes or
 *       native integers; the unnamed database, or one named one. All else is refused with a reason.
 *   <li>Nothing is written, no lock file either, so that writers do not know of this reader: after
 *       the second transaction that others commit, and where they write by other means than LMDB,
 *       each reading fails with a {@link io.github.imagefeed.store.ChangedStoreException}.
 * </ul>
 */
public final class LmdbEnvironment implements Closeable {

  /** Another program may change the file while it is checked; that it does each time is odd. */
  private static final int ATTEMPTS = 20;

  /** Reads of values. */
  public interface Reading<T> {
    T run() throws IOException;
  }

  private final Path path;
  private final Path data;
  private final LmdbEntries entries;
  private final long address;
  private final LmdbAccess access;

  private LmdbEnvironment(
      Path path, Path data, LmdbEntries entries, long address, LmdbAccess access) {
    this.path = path;
    this.data = data;
    this.entries = entries;
    this.address = address;
    this.access = access;
  }

  /** Whether there is an LMDB file that is no store of ours, by a few of its pages. */
  public static boolean isForeign(Path path) {
    Path data = data(path);
    if (!Files.isRegularFile(data)) {
      return false;
    }
    try (LmdbFile file = LmdbFile.open(data)) {
      LmdbMeta now = LmdbMetas.read(file).now();
      if (now.main().isEmpty() || now.flags() != 0) {
        return true;
      }
      return LmdbLookup.entry(LmdbLookup.leaf(file, now, LmdbFiles.MANIFEST), LmdbFiles.MANIFEST)
          < 0;
    } catch (IOException e) {
      return false; // no LMDB file, or a damaged one, which may be one of ours
    }
  }

  private static Path data(Path path) {
    return Files.isDirectory(path) ? path.resolve(LmdbFiles.DATA) : path;
  }

  /**
   * Opens, and checks all pages but those that hold nothing but one long value.
   *
   * @param path a folder with {@code data.mdb}, or the file
   * @throws StoreException if it is damaged, or has what cannot be read as a list of images
   */
  public static LmdbEnvironment open(Path path) throws IOException {
    Path data = data(path);
    if (!Files.isRegularFile(data)) {
      throw new NoSuchFileException(
          data.toString(), null, "no such file, expected an LMDB environment");
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LmdbFile file = LmdbFile.open(data);
      try {
        Optional<LmdbEnvironment> environment = tryOpen(path, data, file);
        if (environment.isPresent()) {
          return environment.get();
        }
      } catch (IOException | RuntimeException e) {
        try (file) {
          throw e;
        }
      }
      file.close();
    }
    throw new IOException(
        data
            + ": another program changed it "
            + ATTEMPTS
            + " times while it was opened; try again");
  }

  /** Empty if the file was changed meanwhile, which also looks like damage. */
  private static Optional<LmdbEnvironment> tryOpen(Path path, Path data, LmdbFile file)
      throws IOException {
    LmdbMetas metas = LmdbMetas.read(file);
    Optional<FileTime> time = file.modified(); // what is written from now on, the guard notices
    if (time.isEmpty()) {
      return Optional.empty();
    }
    LmdbForeignCheck checked;
    try {
      checked = LmdbForeignCheck.forReading(file, metas);
    } catch (StoreException e) {
      if (LmdbSnapshot.isUnchanged(file, metas)) {
        throw e;
      }
      return Optional.empty();
    }
    LmdbMap map = LmdbMap.open(path);
    try {
      if (checked.locate(map, metas.now()) && LmdbSnapshot.isUnchanged(file, metas)) {
        LmdbGuard guard =
            LmdbGuard.of(path, file, map.address(), metas.now(), time.get(), checked.fileBytes());
        LmdbAccess access = new LmdbAccess(path, guard, () -> close(map, file));
        return Optional.of(
            new LmdbEnvironment(path, data, checked.images(), map.address(), access));
      }
    } catch (IOException | RuntimeException e) {
      try (map) {
        throw e;
      }
    }
    map.close();
    return Optional.empty();
  }

  private static void close(LmdbMap map, LmdbFile file) throws IOException {
    try (file) {
      map.close();
    }
  }

  /** As it was opened. */
  public Path path() {
    return path;
  }

  /** The file with the values. */
  public Path data() {
    return data;
  }

  /** Number of keys, at least 1. */
  public int size() {
    return entries.count();
  }

  /**
   * Reads values.
   *
   * @param reading whose result, or {@link StoreException}, counts only as far as the file is still
   *     what was opened; may run beside others
   * @throws io.github.imagefeed.store.ChangedStoreException if it is not
   * @throws IllegalStateException if this is closed
   */
  public <T> T read(Reading<T> reading) throws IOException {
    return access.read(reading::run);
  }

  /** Lets {@code value} be that of an entry, until the {@link Reading} ends in which this is. */
  public void select(int entry, LmdbValue value) {
    value.wrap(address + entries.valueAt(entry), entries.valueBytes(entry));
  }

  /** Lets {@code key} be that of an entry, until the {@link Reading} ends in which this is. */
  public void selectKey(int entry, LmdbValue key) {
    key.wrap(address + entries.keyAt(entry), entries.keyBytes(entry));
  }

  /** Path and key, for messages about an entry; within a {@link Reading}. */
  public String where(int entry) {
    LmdbValue key = new LmdbValue();
    selectKey(entry, key);
    return path + ", key " + key.shown();
  }

  /** Ends the use of the file, once no reading is under way. Twice does nothing. */
  @Override
  public void close() throws IOException {
    access.close();
  }
}
