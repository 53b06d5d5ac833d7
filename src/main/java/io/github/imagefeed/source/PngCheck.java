package io.github.imagefeed.source;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Checks the chunks of a PNG file: ImageIO ignores their checksums, so that a flipped bit could
 * reach a store as a picture.
 */
final class PngCheck {

  private static final int SIGNATURE_BYTES = 8;
  private static final int IEND = 0x49454E44;

  /** Length, type and checksum: what a chunk has besides its data. */
  private static final int CHUNK_OVERHEAD = 12;

  private PngCheck() {}

  /** Returns what is wrong with the file, or an empty text. */
  static String damage(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    CRC32 crc = new CRC32();
    int at = SIGNATURE_BYTES;
    while (true) {
      if (file.length - at < CHUNK_OVERHEAD) {
        return "truncated PNG: it ends at byte " + file.length + ", before its end chunk (IEND)";
      }
      int length = in.getInt(at);
      if (length < 0 || length > file.length - at - CHUNK_OVERHEAD) {
        return String.format(
            "truncated PNG: the chunk at byte %d claims %d bytes of data, the file has %d left",
            at, Integer.toUnsignedLong(length), file.length - at - CHUNK_OVERHEAD);
      }
      crc.reset();
      crc.update(file, at + 4, length + 4);
      int stored = in.getInt(at + 8 + length);
      if ((int) crc.getValue() != stored) {
        return String.format(
            "damaged PNG: the chunk at byte %d has checksum %08x, its data give %08x",
            at, stored, crc.getValue());
      }
      if (in.getInt(at + 4) == IEND) {
        return "";
      }
      at += CHUNK_OVERHEAD + length;
    }
  }
}
