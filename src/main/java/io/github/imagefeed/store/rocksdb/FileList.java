package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * RocksDB's list of files, {@code MANIFEST-000005}, which {@code CURRENT} names: looked at before
 * RocksDB reads it, which reads on for ever where the kind of a record is one that it takes for the
 * rest of a file used before.
 *
 * <p>A log of blocks of 32 KiB, of records that lie in one block each: CRC32C of all that follows,
 * masked (4 bytes), length (2), kind (1), content; little-endian. What is left of a block is
 * shorter than such a head.
 *
 * @see <a href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">RocksDB's log
 *     format</a>
 */
final class FileList {

  private static final int BLOCK_BYTES = 1 << 15;
  private static final int HEAD_BYTES = 7;

  /** Whole, first, middle and last part; those above are of logs that are used again. */
  private static final int MOST_KIND = 4;

  private static final int MASK = 0xa282ead8;

  /** Ours have some kilobytes; those of large databases of others megabytes. */
  private static final long MOST_BYTES = 1 << 30;

  private FileList() {}

  /**
   * Checks each record.
   *
   * @param folder of the database
   * @throws NoSuchFileException if {@code CURRENT} or what it names is missing
   * @throws StoreException if a record is not what was written
   */
  static void check(Path folder) throws IOException {
    Path current = folder.resolve(RocksDbFiles.CURRENT);
    String name = text(current);
    if (!name.matches("MANIFEST-[0-9]{1,19}\n")) {
      throw new StoreException(current + ": damaged: does not name a MANIFEST");
    }
    Path file = folder.resolve(name.strip());
    if (!Files.exists(file) && name.equals(text(current))) { // else an append was quicker
      throw new StoreException(
          current + ": damaged, or incomplete: it names " + file + ", which is missing");
    }
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new StoreException(
          file + ": has " + size + " bytes, a list of files has at most " + MOST_BYTES);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      int left = BLOCK_BYTES - bytes.position() % BLOCK_BYTES;
      if (left < HEAD_BYTES) {
        bytes.position(Math.min(bytes.limit(), bytes.position() + left));
      } else {
        passRecord(file, bytes, left);
      }
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static void passRecord(Path file, ByteBuffer bytes, int left) throws StoreException {
    int at = bytes.position();
    if (bytes.remaining() < HEAD_BYTES) {
      throw damaged(file, at, "ends in the head of a record");
    }
    int masked = bytes.getInt();
    int length = bytes.getShort() & 0xffff;
    int kind = bytes.get(bytes.position());
    if (kind < 1 || kind > MOST_KIND) {
      throw damaged(file, at, "record of kind " + kind);
    }
    if (length > left - HEAD_BYTES || length >= bytes.remaining()) {
      throw damaged(file, at, "record of " + length + " bytes, more than are left");
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(bytes.position(), 1 + length));
    if (masked != Integer.rotateRight((int) crc.getValue(), 15) + MASK) {
      throw damaged(file, at, "record with a wrong checksum");
    }
    bytes.position(bytes.position() + 1 + length);
  }

  private static StoreException damaged(Path file, int at, String what) {
    return new StoreException(file + ": damaged: " + what + " at byte " + at);
  }
}
