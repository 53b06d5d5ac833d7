package io.github.imagefeed.store.hdf5;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The checksums of a file that stay where they are until somebody asks for them: mapped at open,
 * because later the name may mean another file. Thread-safe.
 */
final class StoredChecksums {

  private final MappedRecords records;
  private final int count;
  private final ByteOrder order;

  private StoredChecksums(MappedRecords records, int count, ByteOrder order) {
    this.records = records;
    this.count = count;
    this.order = order;
  }

  static StoredChecksums map(FileChannel channel, Hdf5Metadata metadata, int windowBytes)
      throws IOException {
    int count = metadata.manifest().count();
    MappedRecords records =
        MappedRecords.map(channel, metadata.checksumsAt(), Integer.BYTES, count, windowBytes);
    return new StoredChecksums(records, count, metadata.order());
  }

  /** One for each image, in order; a new array. */
  int[] read() {
    return records.integers(count, order);
  }
}
