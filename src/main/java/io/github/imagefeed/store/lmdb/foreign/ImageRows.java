package io.github.imagefeed.store.lmdb.foreign;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Rows of a decoded image as 8-bit samples, grey or RGB. Samples are taken as they are stored, of
 * 16 bits the nearest of 8; transparent pixels are laid over white.
 */
final class ImageRows {

  private static final int OPAQUE = 255;

  private final Raster raster;
  private final int bands;
  private final boolean wide;

  /** ARGB of each index; empty unless the image has a palette. */
  private final int[] palette;

  private final int[] samples;

  private ImageRows(Raster raster, boolean wide, int[] palette) {
    this.raster = raster;
    this.bands = raster.getNumBands();
    this.wide = wide;
    this.palette = palette;
    this.samples = new int[raster.getWidth() * bands];
  }

  static ImageRows of(BufferedImage image) throws ValueException {
    Raster raster = image.getRaster();
    int type = raster.getTransferType();
    int colours = image.getColorModel().getColorSpace().getType();
    if ((colours != ColorSpace.TYPE_GRAY && colours != ColorSpace.TYPE_RGB)
        || raster.getNumBands() > 4
        || (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT)) {
      throw new ValueException(
          "has "
              + raster.getNumBands()
              + " channels of "
              + DataBuffer.getDataTypeSize(type)
              + " bits, expected grey or RGB of 8 or 16 bits");
    }
    int[] palette = new int[0];
    if (image.getColorModel() instanceof IndexColorModel model) {
      palette = new int[1 << Math.max(Byte.SIZE, model.getPixelSize())];
      model.getRGBs(palette);
    }
    return new ImageRows(raster, type == DataBuffer.TYPE_USHORT, palette);
  }

  /**
   * Whether the three channels of each pixel are one and the same. ImageIO gives grey files of 1, 2
   * and 4 bits a palette of greys.
   */
  boolean isGrey() {
    return bands <= 2 && Arrays.stream(palette).allMatch(ImageRows::isGrey);
  }

  private static boolean isGrey(int argb) {
    int blue = argb & 0xff;
    return (argb >> 16 & 0xff) == blue && (argb >> 8 & 0xff) == blue;
  }

  /**
   * Reads a row.
   *
   * @param rgb receives three samples a pixel
   */
  void read(int y, int[] rgb) {
    int width = raster.getWidth();
    raster.getPixels(0, y, width, 1, samples);
    for (int x = 0; x < width; x++) {
      if (palette.length > 0) {
        int argb = palette[samples[x]];
        put(rgb, x, argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, argb >>> 24);
      } else if (bands <= 2) {
        int grey = sample(x * bands);
        put(rgb, x, grey, grey, grey, bands == 2 ? sample(2 * x + 1) : OPAQUE);
      } else {
        int at = x * bands;
        int alpha = bands == 4 ? sample(at + 3) : OPAQUE;
        put(rgb, x, sample(at), sample(at + 1), sample(at + 2), alpha);
      }
    }
  }

  private int sample(int at) {
    return wide ? (samples[at] + 128) / 257 : samples[at];
  }

  private static void put(int[] rgb, int x, int red, int green, int blue, int alpha) {
    rgb[3 * x] = overWhite(red, alpha);
    rgb[3 * x + 1] = overWhite(green, alpha);
    rgb[3 * x + 2] = overWhite(blue, alpha);
  }

  private static int overWhite(int sample, int alpha) {
    return alpha == OPAQUE
        ? sample
        : (sample * alpha + OPAQUE * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE;
  }
}
