package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ImageShape;
import java.nio.ByteBuffer;

/**
 * Decodes PNG files of one size, whoever wrote them and however: any kind of colours, any depth,
 * interlaced or not; {@link PngSamples} says how they become the bytes of the shape. Files of
 * colours are refused where the shape is grey. Not thread-safe.
 *
 * <p>Without checksums a file that has lost its structure is refused all the same, and so is a
 * compressed one whose pixels changed, since zlib has a checksum of its own; but a changed bit in
 * stored pixels, in a palette or in the header's kind of colours goes unnoticed. With them every
 * changed bit is noticed, for 0.3 µs, 5 % of reading a stored image of 32x32 RGB.
 */
final class PngDecoder implements AutoCloseable {

  /** For one image: beyond it, with 16 bits a sample, byte counts would overflow an int. */
  private static final int MAX_ROWS_BYTES = 1 << 30;

  /** First column and row of each pass of Adam7, then the distances between them. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private final ImageShape shape;
  private final PngParser parser;
  private final PngInflater inflater;
  private final PngSamples samples;
  private final PngOutput output;

  /** What counts as the row above the first. */
  private byte[] zeros;

  /** Converted pixels of a file that is not of the shape's own kind; made for the first of them. */
  private byte[] pixels = new byte[0];

  /**
   * @param checksums whether to check the CRC of every chunk
   */
  PngDecoder(ImageShape shape, boolean checksums) {
    this.shape = shape;
    this.parser = new PngParser(checksums);
    this.inflater = new PngInflater(checksums);
    this.samples = new PngSamples(shape.channels());
    this.output = new PngOutput(shape);
    this.zeros = new byte[shape.width() * shape.channels()];
  }

  /**
   * Decodes the first {@code length} bytes of {@code file} into the {@code shape.bytes()} bytes of
   * {@code out} from {@code at} on.
   *
   * @param file used as working memory, so that its content is undefined afterwards
   * @throws DamagedPngException if it is not a whole PNG file that suits the shape; {@code out} is
   *     unchanged
   */
  void decode(byte[] file, int length, ByteBuffer out, int at) throws DamagedPngException {
    parser.parse(file, length);
    PngHeader header = parser.header();
    requireFits(header);
    int bytes = rowsBytes(header);
    // Before the rows are restored, perhaps in the file's own memory.
    boolean plain = isPlain(header);
    if (!plain) {
      samples.begin(parser, file);
    }
    inflater.inflate(parser.data(), parser.dataFrom(), parser.dataTo(), bytes);
    byte[] rows = inflater.rows();
    int from = inflater.at();
    int rowBytes = shape.width() * shape.channels();
    if (plain) {
      restore(header, rows, from, shape.width(), shape.height());
      output.deliver(rows, from + 1, rowBytes + 1, out, at);
    } else {
      convert(header, rows, from);
      output.deliver(pixels, 0, rowBytes, out, at);
    }
  }

  private void requireFits(PngHeader header) throws DamagedPngException {
    if (header.width() != shape.width()
        || header.height() != shape.height()
        || (shape.channels() == 1 && !header.isGrey())) {
      throw new DamagedPngException(
          "found "
              + header
              + ", expected "
              + shape.height()
              + "x"
              + shape.width()
              + (shape.channels() == 1 ? " grey" : " grey or colour"));
    }
  }

  /** Whether the restored rows are what the shape wants. */
  private boolean isPlain(PngHeader header) {
    return header.colour() == PngChunks.colour(shape.channels())
        && header.depth() == 8
        && !header.interlaced()
        && parser.transparencyBytes() == 0;
  }

  /** Bytes of all rows, each preceded by the number of its filter. */
  static int rowsBytes(PngHeader header) throws DamagedPngException {
    long bytes = 0;
    for (int[] pass : passes(header)) {
      int width = steps(header.width(), pass[0], pass[2]);
      int height = steps(header.height(), pass[1], pass[3]);
      bytes += width == 0 ? 0 : (long) height * (1 + header.rowBytes(width));
    }
    if (bytes > MAX_ROWS_BYTES) {
      throw new DamagedPngException(
          "found " + header + ": " + bytes + " bytes, expected at most " + MAX_ROWS_BYTES);
    }
    return (int) bytes;
  }

  private static int[][] passes(PngHeader header) {
    return header.interlaced() ? ADAM7 : ONE_PASS;
  }

  private static int steps(int size, int first, int distance) {
    return (size - first + distance - 1) / distance;
  }

  /** Undoes the filters of an image, or of one pass of it; returns where its rows end. */
  private int restore(PngHeader header, byte[] rows, int from, int width, int height)
      throws DamagedPngException {
    int rowBytes = header.rowBytes(width);
    int pixelBytes = header.pixelBytes();
    if (zeros.length < rowBytes) {
      zeros = new byte[rowBytes];
    }
    byte[] above = zeros;
    int aboveAt = 0;
    int at = from;
    for (int y = 0; y < height; y++, at += rowBytes + 1) {
      int filter = rows[at];
      if (!PngFilters.exists(filter)) {
        throw new DamagedPngException("row " + y + " has filter " + filter + ", expected 0 to 4");
      }
      PngUnfilter.undo(filter, rows, at + 1, above, aboveAt, rowBytes, pixelBytes);
      above = rows;
      aboveAt = at + 1;
    }
    return at;
  }

  private void convert(PngHeader header, byte[] rows, int from) throws DamagedPngException {
    if (pixels.length == 0) {
      pixels = new byte[shape.bytes()];
    }
    int channels = shape.channels();
    int at = from;
    for (int[] pass : passes(header)) {
      int width = steps(header.width(), pass[0], pass[2]);
      int height = width == 0 ? 0 : steps(header.height(), pass[1], pass[3]);
      int end = restore(header, rows, at, width, height);
      for (int y = 0; y < height; y++, at += header.rowBytes(width) + 1) {
        int to = ((pass[1] + y * pass[3]) * header.width() + pass[0]) * channels;
        samples.convert(rows, at + 1, width, pixels, to, pass[2] * channels);
      }
      at = end;
    }
  }

  @Override
  public void close() {
    inflater.close();
  }
}
