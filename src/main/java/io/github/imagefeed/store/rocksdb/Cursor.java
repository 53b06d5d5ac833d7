package io.github.imagefeed.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Looks up blocks in a database that is open for reading. By an iterator: the plain {@code get} of
 * RocksDB 10.2 finds nothing that lies in a blob file where a database is opened read-only. To be
 * used by one thread, and closed before the database.
 */
final class Cursor implements AutoCloseable {

  /** What {@link #get} returns for a block that is not there. */
  static final int NOT_FOUND = -1;

  private final Path path;
  private final RocksIterator iterator;
  private final ByteBuffer key = ByteBuffer.allocateDirect(RocksDbFiles.KEY_BYTES);
  private final ByteBuffer found = ByteBuffer.allocateDirect(RocksDbFiles.KEY_BYTES + 1);

  Cursor(Path path, RocksIterator iterator) {
    this.path = path;
    this.iterator = iterator;
  }

  /**
   * Copies the value of a key.
   *
   * @param number the key's bytes as a big-endian integer
   * @param value direct; filled from its position on as far as it has room; neither position nor
   *     limit are moved
   * @return the length of the value, or {@link #NOT_FOUND}
   */
  int get(long number, ByteBuffer value) throws IOException {
    if (!seek(number)) {
      return NOT_FOUND;
    }
    return iterator.value(value.duplicate());
  }

  /** The value of a key, empty if it is not there. */
  byte[] bytes(long number) throws IOException {
    return seek(number) ? iterator.value() : new byte[0];
  }

  private boolean seek(long number) throws IOException {
    iterator.seek(key.clear().putLong(0, number));
    if (!iterator.isValid()) {
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw RocksDbErrors.of(path, "cannot read block " + number, e);
      }
      return false;
    }
    int bytes = iterator.key(found.clear());
    return bytes == RocksDbFiles.KEY_BYTES && found.getLong(0) == number;
  }

  @Override
  public void close() {
    iterator.close();
  }
}
