package io.github.imagefeed.store.png;

/**
 * Undoes the row filters of {@link PngFilters}, in place. This is what decoding a well compressed
 * file spends most time on after inflating, so pixels of three bytes have loops of their own: their
 * channels do not depend on each other and the processor restores them side by side.
 */
final class PngUnfilter {

  private static final int RGB_BYTES = 3;

  private PngUnfilter() {}

  /**
   * Restores one row.
   *
   * @param rows holds the filtered row from {@code at} on
   * @param above holds the row above it, restored, from {@code aboveAt} on; may be {@code rows}
   * @param bytes length of a row
   * @param pixel bytes of a pixel, at least 1
   */
  static void undo(
      int filter, byte[] rows, int at, byte[] above, int aboveAt, int bytes, int pixel) {
    switch (filter) {
      case PngFilters.NONE -> {}
      case PngFilters.SUB -> sub(rows, at, bytes, pixel);
      case PngFilters.UP -> up(rows, at, above, aboveAt, bytes);
      case PngFilters.AVERAGE -> {
        if (pixel == RGB_BYTES) {
          averageRgb(rows, at, above, aboveAt, bytes);
        } else {
          average(rows, at, above, aboveAt, bytes, pixel);
        }
      }
      case PngFilters.PAETH -> {
        if (pixel == RGB_BYTES) {
          paethRgb(rows, at, above, aboveAt, bytes);
        } else {
          paeth(rows, at, above, aboveAt, bytes, pixel);
        }
      }
      default -> throw new IllegalArgumentException("filter is " + filter);
    }
  }

  private static void sub(byte[] rows, int at, int bytes, int pixel) {
    for (int channel = 0; channel < pixel; channel++) {
      int a = 0;
      for (int i = at + channel; i < at + bytes; i += pixel) {
        a += rows[i];
        rows[i] = (byte) a;
      }
    }
  }

  /** The one that the JVM vectorises. */
  private static void up(byte[] rows, int at, byte[] above, int aboveAt, int bytes) {
    for (int i = 0; i < bytes; i++) {
      rows[at + i] += above[aboveAt + i];
    }
  }

  private static void average(
      byte[] rows, int at, byte[] above, int aboveAt, int bytes, int pixel) {
    int up = aboveAt - at;
    for (int channel = 0; channel < pixel; channel++) {
      int a = 0;
      for (int i = at + channel; i < at + bytes; i += pixel) {
        a = (rows[i] + ((a + (above[i + up] & 0xff)) >> 1)) & 0xff;
        rows[i] = (byte) a;
      }
    }
  }

  private static void averageRgb(byte[] rows, int at, byte[] above, int aboveAt, int bytes) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int up = aboveAt - at;
    for (int i = at; i < at + bytes; i += RGB_BYTES) {
      red = (rows[i] + ((red + (above[i + up] & 0xff)) >> 1)) & 0xff;
      green = (rows[i + 1] + ((green + (above[i + up + 1] & 0xff)) >> 1)) & 0xff;
      blue = (rows[i + 2] + ((blue + (above[i + up + 2] & 0xff)) >> 1)) & 0xff;
      rows[i] = (byte) red;
      rows[i + 1] = (byte) green;
      rows[i + 2] = (byte) blue;
    }
  }

  private static void paeth(byte[] rows, int at, byte[] above, int aboveAt, int bytes, int pixel) {
    int up = aboveAt - at;
    for (int channel = 0; channel < pixel; channel++) {
      int a = 0;
      int c = 0;
      for (int i = at + channel; i < at + bytes; i += pixel) {
        int b = above[i + up] & 0xff;
        a = (rows[i] + predict(a, b, c)) & 0xff;
        rows[i] = (byte) a;
        c = b;
      }
    }
  }

  private static void paethRgb(byte[] rows, int at, byte[] above, int aboveAt, int bytes) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int redCorner = 0;
    int greenCorner = 0;
    int blueCorner = 0;
    int up = aboveAt - at;
    for (int i = at; i < at + bytes; i += RGB_BYTES) {
      int redAbove = above[i + up] & 0xff;
      int greenAbove = above[i + up + 1] & 0xff;
      int blueAbove = above[i + up + 2] & 0xff;
      red = (rows[i] + predict(red, redAbove, redCorner)) & 0xff;
      green = (rows[i + 1] + predict(green, greenAbove, greenCorner)) & 0xff;
      blue = (rows[i + 2] + predict(blue, blueAbove, blueCorner)) & 0xff;
      rows[i] = (byte) red;
      rows[i + 1] = (byte) green;
      rows[i + 2] = (byte) blue;
      redCorner = redAbove;
      greenCorner = greenAbove;
      blueCorner = blueAbove;
    }
  }

  /**
   * Paeth's prediction: whichever of a, b, c is nearest to a + b − c, in this order when they tie.
   * That is the lower of a and b if c lies in the upper third of the span between them or above,
   * the higher one if c lies in the lower third or below, and else c. No branch is needed for that:
   * which case it is looks random to the processor. Two comparisons and moves take a third of the
   * time of comparing the three distances.
   */
  static int predict(int a, int b, int c) {
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    int threeC = 3 * c - (a + b);
    int lowOrC = high <= threeC ? low : c;
    return threeC <= low ? high : lowOrC;
  }
}
