package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB's failures mean to callers of a store. */
final class RocksDbErrors {

  private RocksDbErrors() {}

  /**
   * The exception to throw.
   *
   * @param what was tried: {@code cannot open}, …
   * @return a {@link StoreException} where the database is damaged, lacks a file, or is of a kind
   *     that this RocksDB does not know; else an {@link IOException} of the device
   */
  static IOException of(Path path, String what, RocksDBException e) {
    String message = path + ": " + what + ": " + e.getMessage();
    return isOfDevice(e) ? new IOException(message, e) : new StoreException(message, e);
  }

  private static boolean isOfDevice(RocksDBException e) {
    Status status = e.getStatus();
    return status != null
        && status.getCode() == Status.Code.IOError
        && !String.valueOf(e.getMessage()).contains("No such file");
  }
}
