package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The checksums of a file that stay where they are until somebody asks for them: mapped at open,
 * because later the name may mean another file. Thread-safe.
 */
final class StoredChecksums {

  private final MappedFile file;
  private final MappedRecords records;
  private final int count;
  private final ByteOrder order;

  private StoredChecksums(MappedFile file, MappedRecords records, int count, ByteOrder order) {
    this.file = file;
    this.records = records;
    this.count = count;
    this.order = order;
  }

  static StoredChecksums map(
      MappedFile file, FileChannel channel, Hdf5Metadata metadata, int windowBytes)
      throws IOException {
    int count = metadata.manifest().count();
    MappedRecords records =
        MappedRecords.map(channel, metadata.checksumsAt(), Integer.BYTES, count, windowBytes);
    return new StoredChecksums(file, records, count, metadata.order());
  }

  /**
   * One for each image, in order; a new array.
   *
   * @throws StoreException if the file was changed since
   */
  int[] read() throws IOException {
    try {
      int[] integers = records.integers(count, order);
      file.requireIntact();
      return integers;
    } catch (InternalError e) {
      throw file.explained(e);
    }
  }
}
