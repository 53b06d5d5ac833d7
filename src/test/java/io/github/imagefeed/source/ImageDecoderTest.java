package io.github.imagefeed.source;

import static io.github.imagefeed.source.TestImages.image;
import static io.github.imagefeed.source.TestImages.plain;
import static io.github.imagefeed.source.TestImages.png;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageDecoderTest {

  private static final ImageShape ONE = ImageShape.rgb(1, 1);

  private final ImageDecoder decoder = new ImageDecoder();

  @TempDir Path folder;

  @Test
  void keepsEveryPixelWhereTheSizeFits() throws IOException {
    Path file = png(folder.resolve("a.png"), image(3, 2, 1, (x, y) -> 0x100000 * y + 0x0A0B + x));

    assertEquals(new ImageSize(3, 2), decoder.size(file));
    assertPixels(
        decoder.decode(file, ImageShape.rgb(3, 2)),
        new int[] {0, 0, 16, 16, 32, 32, 10, 10, 10, 10, 10, 10, 11, 12, 11, 12, 11, 12});
    assertPixels(
        decoder.decode(file, ImageShape.rgb(3, 2).withLayout(Layout.HWC)),
        new int[] {0, 10, 11, 0, 10, 12, 16, 10, 11, 16, 10, 12, 32, 10, 11, 32, 10, 12});
  }

  @Test
  void readsJpegWhateverItsName() throws IOException {
    Path file = TestImages.write(folder.resolve("a.png"), "jpg", plain(16, 16, 0x4080C0));
    assertClose(decoder.decode(file, ONE), 0x40, 0x80, 0xC0);
  }

  @Test
  void greyKeepsItsValue() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    assertPixels(decoder.decode(png(folder.resolve("a.png"), grey), ONE), 100, 100, 100);
    BufferedImage jpeg = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    jpeg.getRaster().setSamples(0, 0, 16, 16, 0, filled(256, 100));
    Path file = TestImages.write(folder.resolve("a.jpg"), "jpg", jpeg);
    assertClose(decoder.decode(file, ONE), 100, 100, 100);
  }

  @Test
  void colourBecomesBrightnessForOneChannel() throws IOException {
    Path file = png(folder.resolve("a.png"), plain(1, 1, 0xFF8000));
    assertPixels(decoder.decode(file, new ImageShape(1, 1, 1, Layout.CHW)), 151);
  }

  @Test
  void transparencyIsLaidOverWhite() throws IOException {
    int[] colours = {0x00FF0000, 0x80000000, 0xFF203040};
    BufferedImage image = image(1, 3, BufferedImage.TYPE_INT_ARGB, (x, y) -> colours[x]);
    assertPixels(
        decoder.decode(png(folder.resolve("a.png"), image), ImageShape.rgb(1, 3)),
        new int[] {255, 127, 0x20, 255, 127, 0x30, 255, 127, 0x40});
  }

  @Test
  void greyWithTransparencyKeepsItsValue() throws IOException {
    BufferedImage image = components(DataBuffer.TYPE_BYTE, ColorSpace.CS_GRAY, true);
    image.getRaster().setPixel(0, 0, new int[] {100, 255});
    assertPixels(decoder.decode(png(folder.resolve("a.png"), image), ONE), 100, 100, 100);
  }

  @Test
  void paletteBecomesItsColours() throws IOException {
    byte[] reds = {10, 20};
    byte[] greens = {30, 40};
    byte[] blues = {50, 60};
    for (int bits : new int[] {1, 8}) {
      IndexColorModel model = new IndexColorModel(bits, 2, reds, greens, blues);
      int type = bits == 1 ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_INDEXED;
      BufferedImage image = new BufferedImage(2, 1, type, model);
      image.getRaster().setSample(1, 0, 0, 1);
      assertPixels(
          decoder.decode(png(folder.resolve("a.png"), image), ImageShape.rgb(1, 2)),
          new int[] {10, 20, 30, 40, 50, 60});
    }
  }

  @Test
  void sixteenBitsAreRoundedToEight() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100 * 257 + 128);
    assertPixels(decoder.decode(png(folder.resolve("a.png"), grey), ONE), 100, 100, 100);
    BufferedImage rgb = components(DataBuffer.TYPE_USHORT, ColorSpace.CS_sRGB, false);
    rgb.getRaster().setPixel(0, 0, new int[] {65_535, 129, 257 * 7});
    assertPixels(decoder.decode(png(folder.resolve("b.png"), rgb), ONE), 255, 1, 7);
  }

  @Test
  void cutsTheSidesOffAWidePicture() throws IOException {
    // 8x16: four columns red, eight green, four blue; the middle eight fill a square.
    Path file =
        png(
            folder.resolve("a.png"),
            image(8, 16, 1, (x, y) -> x < 4 ? 0xFF0000 : x < 12 ? 0x00FF00 : 0x0000FF));
    assertPlanes(decoder.decode(file, ImageShape.rgb(8, 8)), 0, 255, 0);
  }

  @Test
  void cutsTopAndBottomOffATallPicture() throws IOException {
    Path file =
        png(
            folder.resolve("a.png"),
            image(64, 16, 1, (x, y) -> y < 24 ? 0xFF0000 : y < 40 ? 0x00FF00 : 0x0000FF));
    assertPlanes(decoder.decode(file, ImageShape.rgb(16, 16)), 0, 255, 0);
  }

  @Test
  void keepsHalvesInPlaceWhenScaling() throws IOException {
    Path file =
        png(folder.resolve("a.png"), image(30, 40, 1, (x, y) -> x < 20 ? 0xFF0000 : 0x0000FF));
    for (ImageSize size : new ImageSize[] {new ImageSize(6, 8), new ImageSize(60, 80)}) {
      byte[] pixels = decoder.decode(file, size.shape());
      int area = size.shape().area();
      for (int x = 0; x < size.width(); x++) {
        boolean left = x < size.width() / 2;
        boolean edge = Math.abs(2 * x + 1 - size.width()) < 3;
        int red = pixels[x] & 0xff;
        int blue = pixels[2 * area + x] & 0xff;
        assertEquals(255, red + blue, 1);
        assertTrue(left ? red > blue : blue > red, "column " + x);
        assertTrue(edge || Math.max(red, blue) == 255, "column " + x);
      }
    }
  }

  @Test
  void fineDetailAveragesOutWhenShrinking() throws IOException {
    Path file = png(folder.resolve("a.png"), image(320, 480, 1, (x, y) -> (x + y) % 2 * 0xFFFFFF));
    byte[] pixels = decoder.decode(file, ImageShape.rgb(20, 20));
    for (byte pixel : pixels) {
      assertEquals(127.5, pixel & 0xff, 3);
    }
  }

  @Test
  void onePixelFillsAnyShape() throws IOException {
    Path file = png(folder.resolve("a.png"), plain(1, 1, 0x010203));
    assertPlanes(decoder.decode(file, ImageShape.rgb(5, 9)), 1, 2, 3);
  }

  private static BufferedImage components(int type, int space, boolean alpha) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            /* isAlphaPremultiplied= */ false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            type);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    return new BufferedImage(model, raster, /* isRasterPremultiplied= */ false, null);
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  private static void assertPixels(byte[] pixels, int... expected) {
    int[] found = new int[pixels.length];
    Arrays.setAll(found, i -> pixels[i] & 0xff);
    assertArrayEquals(expected, found);
  }

  private static void assertClose(byte[] pixels, int red, int green, int blue) {
    int[] expected = {red, green, blue};
    for (int c = 0; c < 3; c++) {
      assertEquals(expected[c], pixels[c] & 0xff, 4);
    }
  }

  private static void assertPlanes(byte[] pixels, int red, int green, int blue) {
    int[] expected = {red, green, blue};
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(expected[3 * i / pixels.length], pixels[i] & 0xff, "byte " + i);
    }
  }
}
