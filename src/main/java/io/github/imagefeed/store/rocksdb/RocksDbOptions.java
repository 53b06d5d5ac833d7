package io.github.imagefeed.store.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;

/** How RocksDB is set up here; the caller closes the options after the database. */
final class RocksDbOptions {

  /**
   * What is flushed at a time: each flush makes one blob file and forces it, and memory holds two.
   * Fewer and longer files are cheaper to watch while a store is open.
   */
  static final int FLUSH_BYTES = 64 << 20;

  /** That of RocksDB 6 and later; Debian 12 has 7.8, which does not read the newest one. */
  private static final int TABLE_VERSION = 5;

  /** No flush and no collection makes a longer one, so that each makes one. */
  private static final long BLOB_FILE_BYTES = 1L << 40;

  private RocksDbOptions() {}

  /**
   * For one writer: each value goes to blob files as it is, which are flushed when the writer says
   * so; nothing is compacted by itself.
   *
   * @param valueBytes upper limit of one value
   */
  static Options forWriting(int valueBytes) {
    return new Options()
        .setCreateIfMissing(true)
        .setEnableBlobFiles(true)
        .setMinBlobSize(0)
        .setBlobFileSize(BLOB_FILE_BYTES)
        .setBlobCompressionType(CompressionType.NO_COMPRESSION)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setFormatVersion(TABLE_VERSION)
                .setChecksumType(ChecksumType.kCRC32c))
        .setWriteBufferSize(2L * FLUSH_BYTES + 2L * valueBytes)
        .setMaxWriteBufferNumber(3)
        .setDisableAutoCompactions(true)
        .setLevel0SlowdownWritesTrigger(Integer.MAX_VALUE)
        .setLevel0StopWritesTrigger(Integer.MAX_VALUE)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.HEADER_LEVEL);
  }

  /** For a writer whose predecessor left damage: a compaction copies what is in use elsewhere. */
  static Options forMending(int valueBytes) {
    return forWriting(valueBytes)
        .setEnableBlobGarbageCollection(true)
        .setBlobGarbageCollectionAgeCutoff(1);
  }

  static Options forReading() {
    return new Options().setInfoLogLevel(InfoLogLevel.HEADER_LEVEL);
  }
}
