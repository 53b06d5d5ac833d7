package io.github.imagefeed.store.png;

/**
 * The five row filters of PNG: each keeps a byte as its difference from a prediction made of the
 * bytes to the left (a), above (b) and above left (c). Bytes outside the image count as zero, which
 * is why both directions take a row of zeros as the one above the first. {@link PngUnfilter} is the
 * way back.
 */
final class PngFilters {

  static final int NONE = 0;
  static final int SUB = 1;
  static final int UP = 2;
  static final int AVERAGE = 3;
  static final int PAETH = 4;

  /** Not a filter: asks for the one whose differences are smallest, row by row. */
  static final int BEST = -1;

  private PngFilters() {}

  /** Whether a byte of a file names a filter. */
  static boolean exists(int filter) {
    return filter >= NONE && filter <= PAETH;
  }

  /**
   * Filters one row.
   *
   * @param row holds the row from {@code at} on
   * @param above holds the row above it from {@code aboveAt} on
   * @param bytes length of a row
   * @param pixel bytes of a pixel
   * @param out receives the filtered row from {@code outAt} on
   */
  static void apply(
      int filter,
      byte[] row,
      int at,
      byte[] above,
      int aboveAt,
      int bytes,
      int pixel,
      byte[] out,
      int outAt) {
    for (int i = 0; i < bytes; i++) {
      int a = i < pixel ? 0 : row[at + i - pixel] & 0xff;
      int b = above[aboveAt + i] & 0xff;
      int c = i < pixel ? 0 : above[aboveAt + i - pixel] & 0xff;
      int prediction =
          switch (filter) {
            case NONE -> 0;
            case SUB -> a;
            case UP -> b;
            case AVERAGE -> (a + b) >> 1;
            case PAETH -> paeth(a, b, c);
            default -> throw new IllegalArgumentException("filter is " + filter);
          };
      out[outAt + i] = (byte) (row[at + i] - prediction);
    }
  }

  /** Whichever of a, b, c is nearest to a + b − c, in this order when they tie. */
  private static int paeth(int a, int b, int c) {
    int toA = Math.abs(b - c);
    int toB = Math.abs(a - c);
    int toC = Math.abs(a + b - 2 * c);
    if (toA <= toB && toA <= toC) {
      return a;
    }
    return toB <= toC ? b : c;
  }
}
