package io.github.imagefeed.store.png;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Finds the parts of a PNG file that matter for its pixels. Chunks that mean nothing for them are
 * skipped, colour spaces and background colours among them. What was found is valid until the next
 * file. Not thread-safe.
 */
final class PngParser {

  private final boolean checksums;
  private final CRC32 crc = new CRC32();

  /** How the file before began: most files of a store begin alike, down to the header's CRC. */
  private final byte[] start = new byte[PngChunks.START_BYTES];

  private PngHeader header;

  /** The data of several IDAT chunks in one piece. */
  private byte[] joined = new byte[0];

  private byte[] data;
  private int dataFrom;
  private int dataTo;
  private int paletteAt;
  private int paletteBytes;
  private int transparencyAt;
  private int transparencyBytes;

  /**
   * @param checksums whether to check the CRC of every chunk
   */
  PngParser(boolean checksums) {
    this.checksums = checksums;
  }

  /**
   * Reads the first {@code length} bytes of {@code file}.
   *
   * @throws DamagedPngException if they are not a whole PNG file
   */
  void parse(byte[] file, int length) throws DamagedPngException {
    if (length < PngChunks.SIGNATURE_BYTES || PngChunks.getLong(file, 0) != PngChunks.SIGNATURE) {
      throw new DamagedPngException("not a PNG file, its signature is missing");
    }
    parseHeader(file, length);
    data = file;
    dataFrom = 0;
    dataTo = 0;
    paletteBytes = 0;
    transparencyBytes = 0;
    int chunk = PngChunks.START_BYTES;
    while (true) {
      int end = checkChunk(file, chunk, length);
      int type = PngChunks.getInt(file, chunk + 4);
      if (type == PngChunks.IEND) {
        return;
      }
      int from = chunk + 8;
      int bytes = end - 4 - from;
      if (type == PngChunks.IDAT) {
        addData(file, length, from, bytes);
      } else if (type == PngChunks.PLTE) {
        paletteAt = from;
        paletteBytes = bytes;
      } else if (type == PngChunks.TRNS) {
        transparencyAt = from;
        transparencyBytes = bytes;
      } else if (!PngChunks.isAncillary(type)) {
        throw new DamagedPngException(
            "unknown chunk " + PngChunks.name(type) + " at byte " + chunk);
      }
      chunk = end;
    }
  }

  private void parseHeader(byte[] file, int length) throws DamagedPngException {
    if (header != null
        && length >= start.length
        && Arrays.equals(file, 0, start.length, start, 0, start.length)) {
      return;
    }
    int at = PngChunks.SIGNATURE_BYTES;
    header = null;
    checkChunk(file, at, length);
    int type = PngChunks.getInt(file, at + 4);
    if (type != PngChunks.IHDR || PngChunks.getInt(file, at) != PngChunks.IHDR_BYTES) {
      throw new DamagedPngException("the first chunk is no header: " + PngChunks.name(type));
    }
    header = PngHeader.read(file, at + 8);
    System.arraycopy(file, 0, start, 0, start.length);
  }

  /** Checks frame and CRC of the chunk at {@code at}; returns where the next one starts. */
  private int checkChunk(byte[] file, int at, int length) throws DamagedPngException {
    int left = length - at - PngChunks.FRAME_BYTES;
    int bytes = left < 0 ? 0 : PngChunks.getInt(file, at);
    if (left < 0 || bytes < 0 || bytes > left) {
      throw new DamagedPngException(
          "cut off: the chunk at byte "
              + at
              + " needs "
              + (PngChunks.FRAME_BYTES + Integer.toUnsignedLong(bytes))
              + " bytes, the file has "
              + (length - at)
              + " more");
    }
    int end = at + 8 + bytes;
    if (checksums) {
      crc.reset();
      crc.update(file, at + 4, end - at - 4);
      if ((int) crc.getValue() != PngChunks.getInt(file, end)) {
        throw new DamagedPngException(
            String.format(
                "the chunk at byte %d has CRC 0x%08x, expected 0x%08x",
                at, PngChunks.getInt(file, end), crc.getValue()));
      }
    }
    return end + 4;
  }

  private void addData(byte[] file, int length, int from, int bytes) {
    if (dataTo == dataFrom) {
      dataFrom = from;
      dataTo = from + bytes;
      return;
    }
    if (data == file) {
      if (joined.length < length) {
        joined = new byte[length];
      }
      System.arraycopy(file, dataFrom, joined, 0, dataTo - dataFrom);
      data = joined;
      dataTo -= dataFrom;
      dataFrom = 0;
    }
    System.arraycopy(file, from, joined, dataTo, bytes);
    dataTo += bytes;
  }

  PngHeader header() {
    return header;
  }

  /** Holds the compressed pixels; the file itself, or memory of this parser. */
  byte[] data() {
    return data;
  }

  /** Where in {@link #data} they begin. */
  int dataFrom() {
    return dataFrom;
  }

  /** Where in {@link #data} they end. */
  int dataTo() {
    return dataTo;
  }

  /** Where in the file the palette begins, three bytes a colour. */
  int paletteAt() {
    return paletteAt;
  }

  /** Length of the palette, 0 if there is none. */
  int paletteBytes() {
    return paletteBytes;
  }

  /** Where in the file the data of the tRNS chunk begin. */
  int transparencyAt() {
    return transparencyAt;
  }

  /** Length of the data of the tRNS chunk, 0 if there is none. */
  int transparencyBytes() {
    return transparencyBytes;
  }
}
