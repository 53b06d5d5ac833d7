package io.github.imagefeed.store.png;

/**
 * What a file says of its image.
 *
 * @param depth bits of a sample
 * @param colour a colour type of {@link PngChunks}
 * @param interlaced in the seven passes of Adam7 instead of row by row
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {

  /**
   * Reads the data of an IHDR chunk.
   *
   * @throws DamagedPngException if they name something that PNG does not have
   */
  static PngHeader read(byte[] file, int at) throws DamagedPngException {
    int width = PngChunks.getInt(file, at);
    int height = PngChunks.getInt(file, at + 4);
    int lace = file[at + 12];
    PngHeader header = new PngHeader(width, height, file[at + 8], file[at + 9], lace == 1);
    if (file[at + 10] != 0 || file[at + 11] != 0 || (lace & ~1) != 0) {
      throw new DamagedPngException("found " + header + " with unknown methods");
    }
    if (width < 1 || height < 1 || !header.isKnown()) {
      throw new DamagedPngException("found " + header + ", which is no PNG image");
    }
    return header;
  }

  private boolean isKnown() {
    return switch (colour) {
      case PngChunks.GREY -> isPalettable() || depth == 16;
      case PngChunks.PALETTE -> isPalettable();
      case PngChunks.RGB, PngChunks.GREY_ALPHA, PngChunks.RGB_ALPHA -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  private boolean isPalettable() {
    return depth == 1 || depth == 2 || depth == 4 || depth == 8;
  }

  boolean isGrey() {
    return colour == PngChunks.GREY || colour == PngChunks.GREY_ALPHA;
  }

  /** Samples a pixel. */
  int channels() {
    return switch (colour) {
      case PngChunks.GREY_ALPHA -> 2;
      case PngChunks.RGB -> 3;
      case PngChunks.RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  /** How far to the left filters look. */
  int pixelBytes() {
    return (channels() * depth + 7) / 8;
  }

  /** Bytes of so many pixels of a row. */
  int rowBytes(int pixels) {
    return (int) (((long) pixels * channels() * depth + 7) / 8);
  }

  /** For people. */
  @Override
  public String toString() {
    String name =
        switch (colour) {
          case PngChunks.GREY -> "grey";
          case PngChunks.RGB -> "RGB";
          case PngChunks.PALETTE -> "palette";
          case PngChunks.GREY_ALPHA -> "grey with alpha";
          case PngChunks.RGB_ALPHA -> "RGBA";
          default -> "unknown colour type " + colour;
        };
    return height
        + "x"
        + width
        + " (height x width) "
        + name
        + " of "
        + depth
        + " bits"
        + (interlaced ? ", interlaced" : "");
  }
}
