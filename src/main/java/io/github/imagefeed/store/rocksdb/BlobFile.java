package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * A blob file of RocksDB, mapped into memory. RocksDB never changes one; that another program did
 * is noticed by its length and its time of modification. Thread-safe.
 *
 * <p>The file (integers little-endian, checksums CRC32C rotated right by 15 bits plus a constant,
 * as LevelDB masks them): 30 bytes of header (magic number, version, column family, flags,
 * compression, two times), then records (lengths of key and value, 8 bytes each, a time, the
 * checksum of these 24 bytes, the checksum of key and value, key, value), then 32 bytes of footer
 * (magic number, number of records, two times, the checksum of these 28 bytes).
 */
final class BlobFile {

  static final int HEADER_BYTES = 30;
  static final int FOOTER_BYTES = 32;

  /** What a record has before its value, with a key of ours. */
  static final int RECORD_HEAD_BYTES = 32 + RocksDbFiles.KEY_BYTES;

  private static final int MAGIC = 2_395_959;
  private static final int VERSION = 1;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int HEAD_SUMMED_BYTES = 24;
  private static final int FOOTER_SUMMED_BYTES = 28;

  private final Path path;
  private final long number;
  private final BasicFileAttributes before;
  private final ByteBuffer map;

  /** For good: once the name means another file, nothing would tell any more. */
  private volatile boolean changed;

  private BlobFile(Path path, long number, BasicFileAttributes before, ByteBuffer map) {
    this.path = path;
    this.number = number;
    this.before = before;
    this.map = map;
  }

  /** Whether a file is short enough for one Java buffer; those that are written here are. */
  static boolean fitsMap(Path path) throws IOException {
    try {
      return Files.size(path) <= Integer.MAX_VALUE;
    } catch (NoSuchFileException e) {
      throw missing(path, e);
    }
  }

  /**
   * Of a file that RocksDB has listed: damage, or the store was replaced since, as the caller finds
   * out.
   */
  static StoreException missing(Path path, NoSuchFileException e) {
    return new StoreException(path + ": missing", e);
  }

  /**
   * Maps a file.
   *
   * @throws StoreException if it is missing, too short for a blob file, or has another name than
   *     one
   */
  static BlobFile map(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
      if (channel.size() < HEADER_BYTES + FOOTER_BYTES) {
        throw new StoreException(path + ": damaged: too short, " + channel.size() + " bytes");
      }
      ByteBuffer map = channel.map(MapMode.READ_ONLY, 0, channel.size());
      return new BlobFile(path, number(path), before, map.order(ByteOrder.LITTLE_ENDIAN));
    } catch (NoSuchFileException e) {
      throw missing(path, e);
    }
  }

  private static long number(Path path) throws StoreException {
    String name = path.getFileName().toString();
    String digits = name.substring(0, name.length() - RocksDbFiles.BLOB_END.length());
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new StoreException(path + ": no name of a blob file", e);
    }
  }

  Path path() {
    return path;
  }

  /** The number in its name, by which entries of tables refer to it. */
  long number() {
    return number;
  }

  /** All bytes, read-only; not to be moved in. */
  ByteBuffer bytes() {
    return map;
  }

  /** Told of each record. */
  interface Records {
    /**
     * A record with a key of 8 bytes.
     *
     * @param at where its value begins
     */
    void record(long key, int at, int bytes) throws IOException;
  }

  /**
   * Whether values lie in it as they were put, under keys that live for ever: what only another
   * program has written may be compressed, say.
   *
   * @throws StoreException if it is damaged
   */
  boolean isPlain() throws StoreException {
    if (map.getInt(0) != MAGIC || map.getInt(4) != VERSION || map.getInt(8) != 0) {
      throw damaged(0, "no header of a blob file");
    }
    return map.getShort(12) == 0 && map.getLong(14) == 0 && map.getLong(22) == 0;
  }

  /**
   * Walks over all records, checking all but keys and values.
   *
   * @throws StoreException if it is damaged, or keys are not of 8 bytes
   */
  void walk(Records records) throws IOException {
    int end = map.capacity() - FOOTER_BYTES;
    int at = HEADER_BYTES;
    long count = 0;
    while (at < end) {
      if (end - at < RECORD_HEAD_BYTES || map.getInt(at + 24) != sum(at, HEAD_SUMMED_BYTES)) {
        throw damaged(at, "no head of a record");
      }
      long bytes = map.getLong(at + 8);
      if (map.getLong(at) != RocksDbFiles.KEY_BYTES || map.getLong(at + 16) != 0) {
        throw damaged(at, "a record of another program");
      }
      if (bytes < 0 || bytes > end - at - RECORD_HEAD_BYTES) {
        throw damaged(at, "a record that is longer than the file");
      }
      records.record(Long.reverseBytes(map.getLong(at + 32)), at + RECORD_HEAD_BYTES, (int) bytes);
      at += RECORD_HEAD_BYTES + (int) bytes;
      count++;
    }
    if (map.getInt(end) != MAGIC
        || map.getLong(end + 4) != count
        || map.getInt(end + 28) != sum(end, FOOTER_SUMMED_BYTES)) {
      throw damaged(end, "no footer for " + count + " records");
    }
  }

  /** Whether key and value have the checksum of their record. */
  boolean isIntact(int valueAt, int bytes) {
    int key = valueAt - RocksDbFiles.KEY_BYTES;
    return map.getInt(key - Integer.BYTES) == sum(key, RocksDbFiles.KEY_BYTES + bytes);
  }

  private int sum(int at, int bytes) {
    CRC32C crc = new CRC32C();
    crc.update(map.slice(at, bytes));
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  private StoreException damaged(int at, String what) {
    return new StoreException(path + ": damaged at byte " + at + ": " + what);
  }

  /** Spares a map that is known to be of no use any more. */
  void requireNotSeenChanged() throws ChangedStoreException {
    if (changed) {
      throw changed(null);
    }
  }

  /**
   * To be called after the map was read.
   *
   * @param cause what reading failed with, null for nothing
   * @throws ChangedStoreException if what was read may not be what lay in the file when it was
   *     opened
   */
  void requireUnchanged(Throwable cause) throws IOException {
    if (!changed) {
      BasicFileAttributes now;
      try {
        now = Files.readAttributes(path, BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        return; // removed: the map keeps what it was
      }
      if (!Objects.equals(before.fileKey(), now.fileKey())
          || (now.size() == before.size()
              && now.lastModifiedTime().equals(before.lastModifiedTime()))) {
        return;
      }
      changed = true;
    }
    throw changed(cause);
  }

  private ChangedStoreException changed(Throwable cause) {
    return new ChangedStoreException(
        path + ": was changed while it was open, by another program; open it anew", cause);
  }
}
