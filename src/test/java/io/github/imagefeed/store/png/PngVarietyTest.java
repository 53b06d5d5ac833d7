package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.png.TestPicture.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every kind that other programs write, whole and damaged. */
class PngVarietyTest {

  private static final Integer[][] FILTERS = {{0}, {1}, {2}, {3}, {4}, {4, 3, 2, 1, 0}, {1, 4, 3}};
  private static final int[] LEVELS = {0, 1, 6, 9};
  private static final int[] CHUNKS = {1 << 20, 1, 13, 200};

  static Stream<int[]> kinds() {
    return Arrays.stream(TestPicture.KINDS);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void decodesEverySizeFilterAndPass(int[] kind) throws Exception {
    Random random = new Random(kind[0] * 100 + kind[1]);
    for (int i = 0; i < 4 * 40; i++) {
      int width = 1 + i % 40;
      int height = 1 + i * 7 % 40;
      TestPicture picture = TestPicture.random(random, width, height, kind, i >= 80);
      for (int f = 0; f < 2; f++) {
        Integer[] filters = FILTERS[(i + f * 3) % FILTERS.length];
        int chunk = CHUNKS[random.nextInt(CHUNKS.length)];
        Encoding how = Encoding.of(i % 80 >= 40, LEVELS[random.nextInt(4)], chunk, filters);
        assertDecodes(picture, picture.file(how), picture + " " + how);
      }
    }
  }

  private static void assertDecodes(TestPicture picture, byte[] file, String what)
      throws Exception {
    int width = picture.width();
    int height = picture.height();
    byte[] rgb = picture.rgb();
    ImageShape shape = new ImageShape(height, width, 3, Layout.HWC);
    assertArrayEquals(rgb, decode(shape, true, file), what);
    byte[] planes = decode(shape.withLayout(Layout.CHW), false, file);
    byte[] grey = new byte[width * height];
    for (int pixel = 0; pixel < grey.length; pixel++) {
      for (int c = 0; c < 3; c++) {
        assertEquals(rgb[3 * pixel + c], planes[c * grey.length + pixel], what);
      }
      grey[pixel] = rgb[3 * pixel];
    }
    ImageShape one = new ImageShape(height, width, 1, Layout.HWC);
    if (picture.isGrey()) {
      assertArrayEquals(grey, decode(one, false, file), what);
    } else {
      assertRefused(one, file, "expected " + height + "x" + width + " grey");
    }
  }

  /** One decoder meets them all in turn, as in a folder of files from many hands. */
  @Test
  void decodesAMixtureOfKinds() throws Exception {
    Random random = new Random(3);
    try (PngDecoder decoder = new PngDecoder(ImageShape.rgb(9, 11), true)) {
      for (int i = 0; i < 500; i++) {
        int[] kind = TestPicture.KINDS[random.nextInt(TestPicture.KINDS.length)];
        TestPicture picture = TestPicture.random(random, 11, 9, kind, random.nextBoolean());
        Encoding how = Encoding.of(random.nextBoolean(), random.nextInt(10), 50, 4, 1);
        byte[] file = picture.file(how);
        ByteBuffer out = ByteBuffer.allocateDirect(297);
        decoder.decode(file.clone(), file.length, out, 0);
        for (int k = 0; k < 297; k++) {
          assertEquals(picture.rgb()[k], out.get(k % 3 * 99 + k / 3), picture.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void refusesDamagedStructure(int[] kind) {
    Random random = new Random(1);
    TestPicture picture = TestPicture.random(random, 12, 10, kind, true);
    for (boolean interlaced : new boolean[] {false, true}) {
      Encoding how = Encoding.of(interlaced, 6, 1 << 20, 4);
      byte[] file = picture.file(how);
      for (int length = 0; length < file.length; length++) {
        assertRefused(picture, Arrays.copyOf(file, length), "");
      }
      byte[] signature = file.clone();
      signature[1] ^= 0x20;
      assertRefused(picture, signature, "not a PNG file");
      assertRefused(picture, picture.file(how, new byte[0]), "cut off after 0 bytes");
      byte[] rows = picture.rows(how);
      byte[] badFilter = rows.clone();
      badFilter[0] = 5;
      assertRefused(picture, picture.file(how, TestPng.deflate(badFilter)), "row 0 has filter 5");
      byte[] fewer = TestPng.deflate(Arrays.copyOf(rows, rows.length - 1));
      assertRefused(picture, picture.file(how, fewer), "expected " + rows.length);
      byte[] more = TestPng.deflate(Arrays.copyOf(rows, rows.length + 1));
      assertRefused(picture, picture.file(how, more), "more pixels");
    }
  }

  /** Sizes that an array cannot have, and headers that say nonsense. */
  @Test
  void refusesImpossibleHeaders() {
    byte[] data = TestPng.deflate(new byte[100]);
    for (int size : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertRefused(header(size, 4, 8, 2, 0, data), "found 4x" + size);
      assertRefused(header(4, size, 8, 2, 0, data), "found " + size + "x4");
    }
    int[][] kinds = {
      {2, 1}, {2, 4}, {3, 16}, {4, 4}, {6, 1}, {1, 8}, {5, 8}, {7, 8}, {0, 0}, {0, 3}
    };
    for (int[] kind : kinds) {
      assertRefused(header(4, 4, kind[1], kind[0], 0, data), "no PNG image");
    }
    assertRefused(header(4, 4, 8, 2, 2, data), "unknown methods");
    ImageShape largest = new ImageShape(16_384, 16_384, 3, Layout.CHW);
    byte[] file = header(16_384, 16_384, 16, 6, 0, data);
    assertTrue(
        assertThrows(DamagedPngException.class, () -> PngVarietyTest.rowsOf(largest, file))
            .getMessage()
            .contains("2147500032 bytes, expected at most"));
  }

  /** Without memory for the output, which is not reached. */
  private static void rowsOf(ImageShape shape, byte[] file) throws DamagedPngException {
    PngParser parser = new PngParser(true);
    parser.parse(file, file.length);
    assertEquals(shape.width(), parser.header().width());
    PngDecoder.rowsBytes(parser.header());
  }

  private static byte[] header(
      int width, int height, int depth, int colour, int lace, byte[] data) {
    return new TestPng().header(width, height, depth, colour, lace).chunk("IDAT", data).end();
  }

  private static void assertRefused(byte[] file, String part) {
    assertRefused(ImageShape.rgb(4, 4), file, part);
  }

  @Test
  void refusesPalettesThatDoNotFit() {
    Encoding how = Encoding.of(false, 6, 100, 0);
    assertRefused(ImageShape.rgb(2, 2), withPalette(0).file(how), "palette has 0 bytes");
    assertRefused(ImageShape.rgb(2, 2), withPalette(11).file(how), "palette has 11 bytes");
    assertRefused(ImageShape.rgb(2, 2), withPalette(771).file(how), "palette has 771 bytes");
    assertRefused(ImageShape.rgb(2, 2), withPalette(9).file(how), "colour 3 of a palette of 3");
    byte[] two = new byte[2];
    for (int colour : new int[] {2, 4, 6}) {
      TestPicture other =
          new TestPicture(1, 1, colour, 8, new int[] {0, 0, 0, 0}, new byte[0], two);
      assertRefused(ImageShape.rgb(1, 1), other.file(how), "2 bytes of transparency");
    }
  }

  private static TestPicture withPalette(int bytes) {
    return new TestPicture(2, 2, 3, 8, new int[] {0, 1, 2, 3}, new byte[bytes], new byte[0]);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noticesEveryFlippedBitWithChecksums(int[] kind) {
    TestPicture picture = TestPicture.random(new Random(2), 5, 4, kind, true);
    for (int level : new int[] {0, 6}) {
      byte[] file = picture.file(Encoding.of(false, level, 1 << 20, 4));
      for (int bit = 0; bit < file.length * 8; bit++) {
        byte[] damaged = file.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        assertRefused(ImageShape.rgb(4, 5), damaged, "");
      }
    }
  }

  /** Whatever the bytes are, it decodes something or refuses, and writes nothing in that case. */
  @ParameterizedTest
  @MethodSource("kinds")
  void survivesDamageWithoutChecksums(int[] kind) throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      TestPicture picture = TestPicture.random(random, 6, 5, kind, random.nextBoolean());
      Encoding how = Encoding.of(random.nextBoolean(), random.nextInt(7), 40, 4, 1, 3);
      byte[] file = picture.file(how);
      for (int k = random.nextInt(3); k >= 0; k--) {
        file[8 + random.nextInt(file.length - 8)] = (byte) random.nextInt(256);
      }
      try {
        assertEquals(90, decode(ImageShape.rgb(5, 6), false, file).length);
      } catch (DamagedPngException expected) {
        assertTrue(!expected.getMessage().isBlank());
      }
    }
  }

  private static void assertRefused(TestPicture picture, byte[] file, String part) {
    assertRefused(ImageShape.rgb(picture.height(), picture.width()), file, part);
  }

  private static void assertRefused(ImageShape shape, byte[] file, String part) {
    String message =
        assertThrows(DamagedPngException.class, () -> decode(shape, true, file)).getMessage();
    assertTrue(message.contains(part), message);
  }

  /** Surrounds file and target with other bytes, which must not matter and must stay. */
  private static byte[] decode(ImageShape shape, boolean checksums, byte[] file)
      throws DamagedPngException {
    ByteBuffer out = ByteBuffer.allocateDirect(shape.bytes() + 2).order(ByteOrder.BIG_ENDIAN);
    try (PngDecoder decoder = new PngDecoder(shape, checksums)) {
      decoder.decode(Arrays.copyOf(file, file.length + 50), file.length, out, 1);
    } catch (DamagedPngException e) {
      byte[] untouched = new byte[out.capacity()];
      out.get(0, untouched);
      assertArrayEquals(new byte[out.capacity()], untouched);
      throw e;
    }
    assertEquals(List.of((byte) 0, (byte) 0), List.of(out.get(0), out.get(shape.bytes() + 1)));
    byte[] pixels = new byte[shape.bytes()];
    out.get(1, pixels);
    return pixels;
  }
}
