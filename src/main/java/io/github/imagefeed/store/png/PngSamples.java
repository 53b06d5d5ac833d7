package io.github.imagefeed.store.png;

/**
 * Turns the samples of a file, of whatever kind, into bytes of grey or RGB. Grey becomes RGB,
 * transparency is laid over white, of 16 bits the nearest 8 are taken; colour profiles and gamma
 * are ignored. One object serves one file after the other. Not thread-safe.
 */
final class PngSamples {

  private static final int MAX_COLOURS = 256;
  private static final int OPAQUE = 255;
  private static final int WHITE = 255;
  private static final int RGB_BYTES = 3;

  /** No sample has it. */
  private static final int NEVER = -1;

  private final int outChannels;

  /** RGB of each value that a single sample of at most 8 bits can have. */
  private final int[] colours = new int[MAX_COLOURS];

  private final int[] transparent = new int[RGB_BYTES];
  private int count;
  private int depth;
  private int channels;

  /**
   * @param outChannels 1, for which only grey files may come, or 3
   */
  PngSamples(int outChannels) {
    this.outChannels = outChannels;
  }

  /**
   * Prepares for the rows of a file.
   *
   * @throws DamagedPngException if its palette or transparency does not fit its kind
   */
  void begin(PngParser parser, byte[] file) throws DamagedPngException {
    PngHeader header = parser.header();
    depth = header.depth();
    channels = header.channels();
    count = 0;
    transparent[0] = NEVER;
    if (header.colour() == PngChunks.PALETTE) {
      readPalette(parser, file);
      return;
    }
    if (parser.transparencyBytes() > 0) {
      readTransparent(parser, file);
    }
    if (channels == 1 && depth <= 8) {
      count = 1 << depth;
      for (int value = 0; value < count; value++) {
        int grey = value == transparent[0] ? WHITE : value * 255 / (count - 1);
        colours[value] = rgb(grey, grey, grey, OPAQUE);
      }
    }
  }

  private void readPalette(PngParser parser, byte[] file) throws DamagedPngException {
    int bytes = parser.paletteBytes();
    count = bytes / RGB_BYTES;
    if (bytes == 0 || bytes % RGB_BYTES != 0 || count > MAX_COLOURS) {
      throw new DamagedPngException(
          "the palette has " + bytes + " bytes, expected 3 for each of 1 to 256 colours");
    }
    for (int i = 0, at = parser.paletteAt(); i < count; i++, at += RGB_BYTES) {
      int alpha =
          i < parser.transparencyBytes() ? file[parser.transparencyAt() + i] & 0xff : OPAQUE;
      colours[i] = rgb(file[at] & 0xff, file[at + 1] & 0xff, file[at + 2] & 0xff, alpha);
    }
  }

  /** The one colour that is transparent, two bytes a sample whatever the depth. */
  private void readTransparent(PngParser parser, byte[] file) throws DamagedPngException {
    if (channels % 2 == 0 || parser.transparencyBytes() != 2 * channels) {
      throw new DamagedPngException(
          "found "
              + parser.transparencyBytes()
              + " bytes of transparency, expected "
              + (channels % 2 == 0 ? "none beside alpha" : 2 * channels));
    }
    for (int c = 0, at = parser.transparencyAt(); c < channels; c++, at += 2) {
      transparent[c] = ((file[at] & 0xff) << 8 | (file[at + 1] & 0xff)) & ((1 << depth) - 1);
    }
  }

  /**
   * Converts the pixels of one row, or of one row of a pass.
   *
   * @param rows holds the samples from {@code at} on
   * @param pixels how many
   * @param out receives the first pixel at {@code outAt}, the others {@code step} bytes on each
   * @throws DamagedPngException if the palette lacks a colour
   */
  void convert(byte[] rows, int at, int pixels, byte[] out, int outAt, int step)
      throws DamagedPngException {
    if (count == 0) {
      for (int x = 0, i = 0, to = outAt; x < pixels; x++, i += channels, to += step) {
        put(direct(rows, at, i), out, to);
      }
      return;
    }
    for (int x = 0, to = outAt; x < pixels; x++, to += step) {
      int index = index(rows, at, x);
      if (index >= count) {
        throw new DamagedPngException("a pixel has colour " + index + " of a palette of " + count);
      }
      put(colours[index], out, to);
    }
  }

  private int index(byte[] rows, int at, int x) {
    int bit = x * depth;
    return (rows[at + (bit >> 3)] & 0xff) >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
  }

  private int direct(byte[] rows, int at, int i) {
    int first = sample(rows, at, i);
    int second = channels < RGB_BYTES ? first : sample(rows, at, i + 1);
    int third = channels < RGB_BYTES ? first : sample(rows, at, i + 2);
    int alpha = OPAQUE;
    if (channels % 2 == 0) {
      alpha = toByte(sample(rows, at, i + channels - 1));
    } else if (first == transparent[0]
        && (channels == 1 || (second == transparent[1] && third == transparent[2]))) {
      alpha = 0;
    }
    return rgb(toByte(first), toByte(second), toByte(third), alpha);
  }

  private int sample(byte[] rows, int at, int i) {
    return depth == 8
        ? rows[at + i] & 0xff
        : (rows[at + 2 * i] & 0xff) << 8 | (rows[at + 2 * i + 1] & 0xff);
  }

  private int toByte(int sample) {
    return depth == 8 ? sample : (sample + 128) / 257;
  }

  private void put(int rgb, byte[] out, int at) {
    if (outChannels == 1) {
      out[at] = (byte) rgb;
    } else {
      out[at] = (byte) (rgb >> 16);
      out[at + 1] = (byte) (rgb >> 8);
      out[at + 2] = (byte) rgb;
    }
  }

  private static int rgb(int red, int green, int blue, int alpha) {
    return overWhite(red, alpha) << 16 | overWhite(green, alpha) << 8 | overWhite(blue, alpha);
  }

  private static int overWhite(int value, int alpha) {
    return (value * alpha + WHITE * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE;
  }
}
