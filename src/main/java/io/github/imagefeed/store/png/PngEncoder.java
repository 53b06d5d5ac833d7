package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.store.ZlibBound;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Encodes images of one shape as 8-bit grey or RGB files with one IDAT chunk. Buffers are reused
 * from image to image. Not thread-safe.
 */
final class PngEncoder implements AutoCloseable {

  /** Where the IDAT chunk starts: all before it is the same for every image of a shape. */
  private static final int IDAT_AT =
      PngChunks.SIGNATURE_BYTES + PngChunks.FRAME_BYTES + PngChunks.IHDR_BYTES;

  private static final int DATA_AT = IDAT_AT + 8;

  /** What follows the pixels: the CRC of IDAT and an empty IEND. */
  private static final int TAIL_BYTES = 4 + PngChunks.FRAME_BYTES;

  /** Larger images are not encoded for the sake of a few bytes. */
  private static final long ENCODED_TO_KNOW = 1 << 24;

  private final ImageShape shape;
  private final int filter;
  private final int rowBytes;
  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private final byte[] interleaved;
  private final byte[] zeros;
  private final byte[] filtered;
  private final byte[] candidate;
  private byte[] file;

  PngEncoder(ImageShape shape, PngCompression compression) {
    this.shape = shape;
    this.filter = compression.filter();
    this.rowBytes = shape.width() * shape.channels();
    this.deflater = compression.deflater();
    this.interleaved = new byte[isInterleaved(shape) ? 0 : shape.bytes()];
    this.zeros = new byte[rowBytes];
    this.filtered = new byte[shape.height() * (rowBytes + 1)];
    this.candidate = new byte[rowBytes];
    this.file = new byte[DATA_AT + filtered.length + filtered.length / 1000 + 64];
    writeHeader();
  }

  /**
   * Bytes of a file at most. So many where it is not compressed, whatever the pixels; that number
   * is found by encoding an empty image, as zlib's versions cut stored data differently; of large
   * ones that is nothing beside the pixels. Else zlib's bound for data that do not compress.
   */
  static long mostBytes(ImageShape shape, PngCompression compression) {
    long rows = (long) shape.height() * (shape.width() * shape.channels() + 1);
    if (compression == PngCompression.NONE && rows <= ENCODED_TO_KNOW) {
      try (PngEncoder encoder = new PngEncoder(shape, compression)) {
        return encoder.encode(new byte[shape.bytes()]);
      }
    }
    return DATA_AT + ZlibBound.of(rows) + TAIL_BYTES;
  }

  private static boolean isInterleaved(ImageShape shape) {
    return shape.channels() == 1 || shape.layout() == Layout.HWC;
  }

  private void writeHeader() {
    int at = PngChunks.SIGNATURE_BYTES;
    PngChunks.putLong(file, 0, PngChunks.SIGNATURE);
    PngChunks.putInt(file, at, PngChunks.IHDR_BYTES);
    PngChunks.putInt(file, at + 4, PngChunks.IHDR);
    PngChunks.putInt(file, at + 8, shape.width());
    PngChunks.putInt(file, at + 12, shape.height());
    file[at + 16] = 8;
    file[at + 17] = (byte) PngChunks.colour(shape.channels());
    // Compression method, filter method and interlacing stay 0.
    writeCrc(at + 4, at + 8 + PngChunks.IHDR_BYTES);
  }

  private void writeCrc(int from, int to) {
    crc.reset();
    crc.update(file, from, to - from);
    PngChunks.putInt(file, to, (int) crc.getValue());
  }

  /** Encodes one image in the layout of the shape; returns the length of {@link #file}. */
  int encode(byte[] pixels) {
    byte[] rows = pixels;
    if (!isInterleaved(shape)) {
      Pixels.transpose(pixels, shape, interleaved);
      rows = interleaved;
    }
    for (int y = 0, out = 0; y < shape.height(); y++, out += rowBytes + 1) {
      if (filter == PngFilters.BEST) {
        filterBest(rows, y, out);
      } else {
        filtered[out] = (byte) filter;
        filter(filter, rows, y, filtered, out + 1);
      }
    }
    int end = deflate();
    PngChunks.putInt(file, IDAT_AT, end - DATA_AT);
    PngChunks.putInt(file, IDAT_AT + 4, PngChunks.IDAT);
    writeCrc(IDAT_AT + 4, end);
    PngChunks.putInt(file, end + 4, 0);
    PngChunks.putInt(file, end + 8, PngChunks.IEND);
    writeCrc(end + 8, end + 12);
    return end + TAIL_BYTES;
  }

  /** The bytes of the image encoded last; valid until the next. */
  byte[] file() {
    return file;
  }

  private void filter(int with, byte[] rows, int y, byte[] out, int at) {
    int row = y * rowBytes;
    byte[] above = y == 0 ? zeros : rows;
    int aboveAt = y == 0 ? 0 : row - rowBytes;
    PngFilters.apply(with, rows, row, above, aboveAt, rowBytes, shape.channels(), out, at);
  }

  /** The heuristic that the PNG specification recommends: the smallest sum of differences. */
  private void filterBest(byte[] rows, int y, int out) {
    long best = Long.MAX_VALUE;
    for (int with = PngFilters.NONE; with <= PngFilters.PAETH; with++) {
      filter(with, rows, y, candidate, 0);
      long sum = 0;
      for (byte difference : candidate) {
        sum += Math.abs(difference);
      }
      if (sum < best) {
        best = sum;
        filtered[out] = (byte) with;
        System.arraycopy(candidate, 0, filtered, out + 1, rowBytes);
      }
    }
  }

  private int deflate() {
    deflater.reset();
    deflater.setInput(filtered);
    deflater.finish();
    int end = DATA_AT;
    while (!deflater.finished()) {
      if (end > file.length - TAIL_BYTES - 1) {
        file = Arrays.copyOf(file, file.length + file.length / 2);
      }
      end += deflater.deflate(file, end, file.length - TAIL_BYTES - end);
    }
    return end;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
