package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngCodecTest {

  private static final ImageShape SMALL = new ImageShape(3, 5, 3, Layout.CHW);

  static Stream<ImageShape> shapes() {
    List<ImageShape> shapes = new ArrayList<>();
    int[][] sizes = {{1, 1}, {1, 7}, {9, 1}, {32, 32}, {31, 33}, {200, 300}};
    for (int[] size : sizes) {
      for (int channels : new int[] {1, 3}) {
        for (Layout layout : Layout.values()) {
          shapes.add(new ImageShape(size[0], size[1], channels, layout));
        }
      }
    }
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void decodesWhatItEncoded(ImageShape shape) throws Exception {
    for (PngCompression compression : PngCompression.values()) {
      try (PngEncoder encoder = new PngEncoder(shape, compression);
          PngDecoder decoder = new PngDecoder(shape, true)) {
        for (int i = 0; i < 3; i++) {
          byte[] pixels = PngImages.pixels(shape, i);
          int length = encoder.encode(pixels);
          byte[] file = Arrays.copyOf(encoder.file(), length);
          assertArrayEquals(pixels, decode(decoder, shape, file), compression.toString());
        }
      }
    }
  }

  /** Random bytes grow when compressed, which is what the output buffer must allow for. */
  @Test
  void encodesNoise() throws Exception {
    ImageShape shape = ImageShape.rgb(200, 300);
    byte[] pixels = new byte[shape.bytes()];
    new Random(7).nextBytes(pixels);
    for (PngCompression compression : PngCompression.values()) {
      assertArrayEquals(pixels, decode(shape, encode(shape, compression, pixels)));
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void othersReadWhatItEncoded(ImageShape shape) throws IOException {
    byte[] pixels = PngImages.pixels(shape, 1);
    for (PngCompression compression : PngCompression.values()) {
      byte[] file = encode(shape, compression, pixels);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      assertEquals(shape.height(), image.getHeight());
      assertEquals(shape.width(), image.getWidth());
      int[] pixel = new int[shape.channels()];
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          image.getRaster().getPixel(x, y, pixel);
          for (int c = 0; c < pixel.length; c++) {
            assertEquals((byte) pixel[c], PngImages.at(pixels, shape, y, x, c));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void readsWhatOthersEncoded(ImageShape shape) throws Exception {
    byte[] pixels = PngImages.pixels(shape, 2);
    int type = shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(shape.width(), shape.height(), type);
    int[] pixel = new int[shape.channels()];
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int c = 0; c < pixel.length; c++) {
          pixel[c] = PngImages.at(pixels, shape, y, x, c) & 0xff;
        }
        image.getRaster().setPixel(x, y, pixel);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", file));
    assertArrayEquals(pixels, decode(shape, file.toByteArray()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void restoresEveryFilter(ImageShape shape) throws Exception {
    byte[] pixels = PngImages.pixels(shape, 3);
    int row = shape.width() * shape.channels();
    int colour = shape.channels() == 1 ? 0 : 2;
    int[][] choices = {{0}, {1}, {2}, {3}, {4}, {4, 3, 2, 1, 0}, {1, 3, 4, 2}};
    for (int[] filters : choices) {
      byte[] filtered =
          TestPng.filter(PngImages.interleaved(pixels, shape), row, shape.channels(), filters);
      byte[] file = TestPng.of(shape.width(), shape.height(), colour, TestPng.deflate(filtered));
      assertArrayEquals(pixels, decode(shape, file), Arrays.toString(filters));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void joinsManyDataChunksAndSkipsOthers(int chunkBytes) throws Exception {
    byte[] pixels = PngImages.pixels(SMALL, 4);
    byte[] compressed = TestPng.deflate(filtered(pixels));
    TestPng file =
        new TestPng()
            .header(5, 3, 8, 2, 0)
            .chunk("gAMA", new byte[4])
            .chunk("PLTE", new byte[6])
            .chunk("tEXt", "Comment\0none".getBytes(StandardCharsets.US_ASCII))
            .chunk("IDAT", new byte[0]);
    for (int at = 0; at < compressed.length; at += chunkBytes) {
      int end = Math.min(compressed.length, at + chunkBytes);
      file.chunk("IDAT", Arrays.copyOfRange(compressed, at, end));
    }
    assertArrayEquals(pixels, decode(SMALL, file.chunk("tIME", new byte[7]).end()));
  }

  @Test
  void refusesFilesCutAnywhere() throws Exception {
    for (PngCompression compression : PngCompression.values()) {
      byte[] file = encode(SMALL, compression, PngImages.pixels(SMALL, 5));
      for (int length = 0; length < file.length; length++) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThrows(DamagedPngException.class, () -> decode(SMALL, cut));
      }
      assertArrayEquals(PngImages.pixels(SMALL, 5), decode(SMALL, file));
    }
  }

  @Test
  void refusesEveryFlippedBit() throws Exception {
    for (PngCompression compression : PngCompression.values()) {
      byte[] file = encode(SMALL, compression, PngImages.pixels(SMALL, 6));
      for (int bit = 0; bit < file.length * 8; bit++) {
        byte[] damaged = file.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        assertThrows(DamagedPngException.class, () -> decode(SMALL, damaged));
      }
    }
  }

  /** Damage that the CRC does not show, since it was made before: zlib and lengths must. */
  @Test
  void neverFailsUncheckedOnDamagedPixels() {
    byte[] pixels = PngImages.pixels(SMALL, 7);
    byte[] compressed = TestPng.deflate(filtered(pixels));
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = Arrays.copyOf(compressed, 1 + random.nextInt(compressed.length));
      for (int k = 0; k < 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertArrayEquals(pixels, decode(SMALL, TestPng.of(5, 3, 2, damaged)));
      } catch (DamagedPngException expected) {
        assertTrue(!expected.getMessage().isBlank());
      }
    }
  }

  @Test
  void refusesTooFewAndTooManyPixels() {
    byte[] rows = filtered(PngImages.pixels(SMALL, 8));
    byte[] fewer = TestPng.of(5, 3, 2, TestPng.deflate(Arrays.copyOf(rows, rows.length - 1)));
    byte[] more = TestPng.of(5, 3, 2, TestPng.deflate(Arrays.copyOf(rows, rows.length + 1)));
    byte[] none = new TestPng().header(5, 3, 8, 2, 0).end();
    assertMessage(fewer, "complete after 47 bytes, expected 48");
    assertMessage(more, "more pixels than the 48 bytes expected");
    assertMessage(none, "cut off after 0 bytes, expected 48");
  }

  @Test
  void refusesAFilterThatDoesNotExist() {
    byte[] rows = filtered(PngImages.pixels(SMALL, 9));
    rows[16] = 5;
    assertMessage(TestPng.of(5, 3, 2, TestPng.deflate(rows)), "row 1 has filter 5");
    rows[16] = -1;
    assertMessage(TestPng.of(5, 3, 2, TestPng.deflate(rows)), "row 1 has filter -1");
  }

  @Test
  void namesWhatItFoundAndExpected() {
    byte[] data = TestPng.deflate(new byte[1000]);
    assertMessage(header(5, 4, 8, 2, 0, data), "found 4x5 (height x width) RGB of 8 bits");
    assertMessage(header(6, 3, 8, 6, 0, data), "RGBA of 8 bits, expected 3x5 grey or colour");
    assertMessage(header(6, 3, 8, 0, 0, data), "grey of 8 bits");
    assertMessage(header(6, 3, 8, 3, 0, data), "palette of 8 bits");
    assertMessage(header(6, 3, 8, 4, 0, data), "grey with alpha");
    assertMessage(header(6, 3, 16, 2, 1, data), "RGB of 16 bits, interlaced");
    assertMessage(header(-1, 3, 8, 2, 0, data), "3x-1");
    byte[] foreign = new TestPng().header(5, 3, 8, 2, 0).chunk("ABCD", data).end();
    assertMessage(foreign, "unknown chunk ABCD at byte 33");
    assertMessage(new TestPng().chunk("IDAT", data).end(), "first chunk is no header: IDAT");
    assertMessage("no image".getBytes(StandardCharsets.UTF_8), "not a PNG file");
  }

  private static byte[] header(
      int width, int height, int depth, int colour, int lace, byte[] data) {
    return new TestPng().header(width, height, depth, colour, lace).chunk("IDAT", data).end();
  }

  private static byte[] filtered(byte[] pixels) {
    return TestPng.filter(PngImages.interleaved(pixels, SMALL), 15, 3, 4, 2, 1);
  }

  private static void assertMessage(byte[] file, String part) {
    String message =
        assertThrows(DamagedPngException.class, () -> decode(SMALL, file)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static byte[] encode(ImageShape shape, PngCompression compression, byte[] pixels) {
    try (PngEncoder encoder = new PngEncoder(shape, compression)) {
      int length = encoder.encode(pixels);
      return Arrays.copyOf(encoder.file(), length);
    }
  }

  private static byte[] decode(ImageShape shape, byte[] file) throws DamagedPngException {
    try (PngDecoder decoder = new PngDecoder(shape, true)) {
      return decode(decoder, shape, file);
    }
  }

  /** Surrounds file and target with other bytes, which must not matter and must stay. */
  private static byte[] decode(PngDecoder decoder, ImageShape shape, byte[] file)
      throws DamagedPngException {
    ByteBuffer out = ByteBuffer.allocateDirect(shape.bytes() + 16);
    decoder.decode(Arrays.copyOf(file, file.length + 100), file.length, out, 8);
    assertEquals(0, out.getLong(0));
    assertEquals(0, out.getLong(8 + shape.bytes()));
    byte[] pixels = new byte[shape.bytes()];
    out.get(8, pixels);
    return pixels;
  }
}
