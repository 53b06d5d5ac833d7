package io.github.imagefeed.store.rocksdb;

import java.io.IOException;
import java.util.Optional;
import org.rocksdb.RocksDB;

/** Whether RocksDB is there: an optional dependency with a native library for each platform. */
final class RocksDbLibrary {

  private static final String NEEDED = "org.rocksdb:rocksdbjni";

  private RocksDbLibrary() {}

  /**
   * Empty if it is there, else why not, in one line. Loads nothing: to unpack the native library
   * takes a moment, and whoever lists formats shall not wait for it.
   */
  static Optional<String> missing() {
    return RocksDbLibrary.class.getClassLoader().getResource("org/rocksdb/RocksDB.class") == null
        ? Optional.of("needs " + NEEDED + " on the class path")
        : Optional.empty();
  }

  /**
   * Loads the native library, once.
   *
   * @throws IOException with the reason, if it is not there or does not load
   */
  static void require() throws IOException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new IOException("RocksDB cannot be used: " + missing.get());
    }
    try {
      RocksDB.loadLibrary();
    } catch (UnsatisfiedLinkError | RuntimeException e) { // the latter for unknown platforms
      throw new IOException(
          "RocksDB cannot be used, its native library does not load here: " + e.getMessage(), e);
    }
  }
}
