package io.github.imagefeed.store.rocksdb;

import java.util.Optional;
import org.rocksdb.RocksDB;

/** Whether RocksDB is there: an optional dependency with a native library for each platform. */
final class RocksDbLibrary {

  /** Looked for once: to load it takes a moment. */
  private static final Optional<String> MISSING = load();

  private RocksDbLibrary() {}

  /** Empty if it is there, else why not, in one line. */
  static Optional<String> missing() {
    return MISSING;
  }

  private static Optional<String> load() {
    try {
      RocksDB.loadLibrary();
      return Optional.empty();
    } catch (NoClassDefFoundError e) {
      return Optional.of("needs org.rocksdb:rocksdbjni on the class path");
    } catch (UnsatisfiedLinkError | RuntimeException e) { // the latter for unknown platforms
      return Optional.of("its native library does not load here: " + e.getMessage());
    }
  }

  /**
   * Checks that it is there.
   *
   * @throws UnsupportedOperationException if not
   */
  static void require() {
    MISSING.ifPresent(
        reason -> {
          throw new UnsupportedOperationException("format rocksdb is not in this build: " + reason);
        });
  }
}
