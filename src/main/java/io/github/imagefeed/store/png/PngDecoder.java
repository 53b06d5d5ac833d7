package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes 8-bit grey or RGB files of one shape, whoever wrote them: any filters, any number of IDAT
 * chunks, chunks that mean nothing for the pixels skipped. The CRC of every chunk is checked (1 %
 * of the time), so that a changed bit is an error instead of a wrong pixel. Not thread-safe.
 */
final class PngDecoder implements AutoCloseable {

  private final ImageShape shape;
  private final int rowBytes;

  /** Bytes from row to row: a row is preceded by the number of its filter. */
  private final int stride;

  /** A row of zeros above the first, the rows, and one byte to notice that there are too many. */
  private final byte[] rows;

  private final CRC32 crc = new CRC32();
  private final Inflater inflater = new Inflater();

  PngDecoder(ImageShape shape) {
    this.shape = shape;
    this.rowBytes = shape.width() * shape.channels();
    this.stride = rowBytes + 1;
    this.rows = new byte[stride * (shape.height() + 1) + 1];
  }

  /**
   * Decodes the first {@code length} bytes of {@code file} into the {@code shape.bytes()} bytes of
   * {@code out} from {@code at} on.
   *
   * @throws DamagedPngException if it is not a whole PNG file of the shape; {@code out} is
   *     unchanged
   */
  void decode(byte[] file, int length, ByteBuffer out, int at) throws DamagedPngException {
    if (length < PngChunks.SIGNATURE_BYTES || PngChunks.getLong(file, 0) != PngChunks.SIGNATURE) {
      throw new DamagedPngException("not a PNG file, its signature is missing");
    }
    inflater.reset();
    int chunk = checkChunk(file, PngChunks.SIGNATURE_BYTES, length);
    checkHeader(file, PngChunks.SIGNATURE_BYTES);
    int filled = stride;
    while (true) {
      int end = checkChunk(file, chunk, length);
      int type = PngChunks.getInt(file, chunk + 4);
      if (type == PngChunks.IEND) {
        break;
      } else if (type == PngChunks.IDAT) {
        filled = inflate(file, chunk + 8, end - 4, filled);
      } else if (type != PngChunks.PLTE && !PngChunks.isAncillary(type)) {
        throw new DamagedPngException(
            "unknown chunk " + PngChunks.name(type) + " at byte " + chunk);
      }
      chunk = end;
    }
    if (!inflater.finished() || filled != rows.length - 1) {
      throw new DamagedPngException(
          "the compressed pixels are "
              + (inflater.finished() ? "complete" : "cut off")
              + " after "
              + (filled - stride)
              + " bytes, expected "
              + (rows.length - 1 - stride));
    }
    restore();
    deliver(out, at);
  }

  /** Checks frame and CRC of the chunk at {@code at}; returns where the next one starts. */
  private int checkChunk(byte[] file, int at, int length) throws DamagedPngException {
    int left = length - at - PngChunks.FRAME_BYTES;
    int data = left < 0 ? 0 : PngChunks.getInt(file, at);
    if (left < 0 || data < 0 || data > left) {
      throw new DamagedPngException(
          "cut off: the chunk at byte "
              + at
              + " needs "
              + (PngChunks.FRAME_BYTES + Integer.toUnsignedLong(data))
              + " bytes, the file has "
              + (length - at)
              + " more");
    }
    int end = at + 8 + data;
    crc.reset();
    crc.update(file, at + 4, end - at - 4);
    if ((int) crc.getValue() != PngChunks.getInt(file, end)) {
      throw new DamagedPngException(
          String.format(
              "the chunk at byte %d has CRC 0x%08x, expected 0x%08x",
              at, crc.getValue(), PngChunks.getInt(file, end)));
    }
    return end + 4;
  }

  private void checkHeader(byte[] file, int at) throws DamagedPngException {
    int type = PngChunks.getInt(file, at + 4);
    if (type != PngChunks.IHDR || PngChunks.getInt(file, at) != PngChunks.IHDR_BYTES) {
      throw new DamagedPngException("the first chunk is no header: " + PngChunks.name(type));
    }
    int width = PngChunks.getInt(file, at + 8);
    int height = PngChunks.getInt(file, at + 12);
    int depth = file[at + 16];
    int colour = file[at + 17];
    if (width != shape.width()
        || height != shape.height()
        || depth != 8
        || colour != PngChunks.colour(shape.channels())
        || file[at + 18] != 0
        || file[at + 19] != 0
        || file[at + 20] != 0) {
      throw new DamagedPngException(
          "found "
              + describe(height, width, colour, depth)
              + (file[at + 18] == 0 && file[at + 19] == 0 ? "" : " with unknown methods")
              + (file[at + 20] == 0 ? "" : " interlaced")
              + ", expected "
              + describe(shape.height(), shape.width(), PngChunks.colour(shape.channels()), 8));
    }
  }

  private static String describe(int height, int width, int colour, int depth) {
    String name =
        switch (colour) {
          case PngChunks.GREY -> "grey";
          case PngChunks.RGB -> "RGB";
          case 3 -> "palette";
          case 4 -> "grey with alpha";
          case 6 -> "RGBA";
          default -> "unknown colour type " + colour;
        };
    return height + "x" + width + " (height x width) " + name + " of " + depth + " bits";
  }

  private int inflate(byte[] file, int from, int to, int filled) throws DamagedPngException {
    inflater.setInput(file, from, to - from);
    int end = filled;
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(rows, end, rows.length - end);
        end += count;
        if (end == rows.length) {
          throw new DamagedPngException(
              "more pixels than the " + (rows.length - 1 - stride) + " bytes expected");
        }
        if (count == 0 && inflater.needsDictionary()) {
          throw new DamagedPngException("the compressed pixels ask for a dictionary");
        }
        if (count == 0 && inflater.needsInput()) {
          break;
        }
      }
    } catch (DataFormatException e) {
      throw new DamagedPngException("the compressed pixels are damaged: " + e.getMessage(), e);
    }
    return end;
  }

  private void restore() throws DamagedPngException {
    for (int y = 0, at = stride; y < shape.height(); y++, at += stride) {
      int filter = rows[at];
      if (!PngFilters.exists(filter)) {
        throw new DamagedPngException("row " + y + " has filter " + filter + ", expected 0 to 4");
      }
      PngUnfilter.undo(filter, rows, at + 1, rows, at + 1 - stride, rowBytes, shape.channels());
    }
  }

  private void deliver(ByteBuffer out, int at) {
    boolean planar = shape.channels() != 1 && shape.layout() == Layout.CHW;
    for (int y = 0, row = stride + 1; y < shape.height(); y++, row += stride) {
      if (planar) {
        splitRow(row, out, at + y * shape.width());
      } else {
        out.put(at + y * rowBytes, rows, row, rowBytes);
      }
    }
  }

  private void splitRow(int row, ByteBuffer out, int at) {
    int area = shape.area();
    for (int i = row, p = at; i < row + rowBytes; i += 3, p++) {
      out.put(p, rows[i]);
      out.put(p + area, rows[i + 1]);
      out.put(p + 2 * area, rows[i + 2]);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
