package io.github.imagefeed.source;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Rows of a decoded image as 8-bit RGB; see {@link ImageDecoder} for how each form is converted.
 *
 * <p>Samples are taken as they are stored: Java's own conversion treats grey as linear light, which
 * brightens it, and applies colour profiles.
 */
final class RgbRows implements Picture {

  private static final int OPAQUE = 255;
  private static final int WHITE = 255;
  private static final int MAX_PALETTE_BITS = 8;

  private final Raster raster;
  private final int bands;

  /** ARGB of each index; empty unless the image has a palette. */
  private final int[] palette;

  private final byte[] samples;
  private final short[] wideSamples;

  private RgbRows(Raster raster, int[] palette, boolean wide) {
    int count = raster.getWidth() * raster.getNumBands();
    this.raster = raster;
    this.bands = raster.getNumBands();
    this.palette = palette;
    this.samples = new byte[count];
    this.wideSamples = new short[wide ? count : 0];
  }

  /**
   * Wraps a palette image, or one of 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha) channels
   * of 8 or 16 bits.
   *
   * @throws IllegalArgumentException if the image has another form; the message names it
   */
  static RgbRows of(BufferedImage image) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int type = raster.getTransferType();
    boolean wide = type == DataBuffer.TYPE_USHORT;
    int colours = image.getColorModel().getColorSpace().getType();
    // Some Java versions decode CMYK, four channels like RGB with transparency.
    if (colours != ColorSpace.TYPE_GRAY && colours != ColorSpace.TYPE_RGB) {
      throw new IllegalArgumentException(
          bands + " channels in a colour space such as CMYK (type " + colours + ")");
    }
    if (bands > 4
        || raster.getNumDataElements() != bands
        || (type != DataBuffer.TYPE_BYTE && !wide)) {
      throw new IllegalArgumentException(
          bands + " channels of " + DataBuffer.getDataTypeSize(type) + " bits");
    }
    if (image.getColorModel() instanceof IndexColorModel model) {
      if (model.getPixelSize() > MAX_PALETTE_BITS) {
        throw new IllegalArgumentException("a palette of " + model.getMapSize() + " colours");
      }
      // As long as an index can reach: what a short palette does not name is black.
      int[] palette = new int[1 << MAX_PALETTE_BITS];
      model.getRGBs(palette);
      return new RgbRows(raster, palette, false);
    }
    return new RgbRows(raster, new int[0], wide);
  }

  @Override
  public int width() {
    return raster.getWidth();
  }

  @Override
  public int height() {
    return raster.getHeight();
  }

  @Override
  public void read(int y, byte[] rgb) {
    readSamples(y);
    int width = raster.getWidth();
    if (palette.length > 0) {
      for (int x = 0; x < width; x++) {
        int argb = palette[samples[x] & 0xff];
        put(rgb, x, argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, argb >>> 24);
      }
      return;
    }
    if (bands == 3) {
      System.arraycopy(samples, 0, rgb, 0, 3 * width);
      return;
    }
    for (int x = 0, i = 0; x < width; x++, i += bands) {
      int first = samples[i] & 0xff;
      switch (bands) {
        case 1 -> put(rgb, x, first, first, first, OPAQUE);
        case 2 -> put(rgb, x, first, first, first, samples[i + 1] & 0xff);
        default ->
            put(rgb, x, first, samples[i + 1] & 0xff, samples[i + 2] & 0xff, samples[i + 3] & 0xff);
      }
    }
  }

  private void readSamples(int y) {
    if (wideSamples.length == 0) {
      raster.getDataElements(0, y, raster.getWidth(), 1, samples);
      return;
    }
    raster.getDataElements(0, y, raster.getWidth(), 1, wideSamples);
    for (int i = 0; i < wideSamples.length; i++) {
      samples[i] = (byte) (((wideSamples[i] & 0xffff) + 128) / 257);
    }
  }

  private static void put(byte[] rgb, int x, int red, int green, int blue, int alpha) {
    rgb[3 * x] = (byte) overWhite(red, alpha);
    rgb[3 * x + 1] = (byte) overWhite(green, alpha);
    rgb[3 * x + 2] = (byte) overWhite(blue, alpha);
  }

  private static int overWhite(int value, int alpha) {
    return alpha == OPAQUE
        ? value
        : (value * alpha + WHITE * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE;
  }
}
