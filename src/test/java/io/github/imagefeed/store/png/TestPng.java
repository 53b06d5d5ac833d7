package io.github.imagefeed.store.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes PNG files that the encoder under test never would; shares no code with it. */
final class TestPng {

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  TestPng() {
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
  }

  TestPng header(int width, int height, int depth, int colour, int interlace) {
    return chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) depth)
            .put((byte) colour)
            .put((byte) 0)
            .put((byte) 0)
            .put((byte) interlace)
            .array());
  }

  TestPng chunk(String type, byte[] data) {
    byte[] letters = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(letters);
    crc.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(letters);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return this;
  }

  TestPng append(byte[] bytes) {
    file.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  byte[] end() {
    chunk("IEND", new byte[0]);
    return file.toByteArray();
  }

  /** A whole file with one IDAT chunk. */
  static byte[] of(int width, int height, int colour, byte[] compressed) {
    return new TestPng().header(width, height, 8, colour, 0).chunk("IDAT", compressed).end();
  }

  static byte[] deflate(byte[] bytes) {
    return deflate(bytes, 6);
  }

  static byte[] deflate(byte[] bytes, int level) {
    Deflater deflater = new Deflater(level);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length * 2 + 100];
    int length = 0;
    while (!deflater.finished()) {
      length += deflater.deflate(out, length, out.length - length);
    }
    deflater.end();
    return java.util.Arrays.copyOf(out, length);
  }

  /** Filters interleaved pixels, row y with {@code filters[y % filters.length]}. */
  static byte[] filter(byte[] pixels, int rowBytes, int pixel, int... filters) {
    int height = pixels.length / rowBytes;
    byte[] out = new byte[pixels.length + height];
    for (int y = 0; y < height; y++) {
      int filter = filters[y % filters.length];
      out[y * (rowBytes + 1)] = (byte) filter;
      for (int x = 0; x < rowBytes; x++) {
        int a = x < pixel ? 0 : pixels[y * rowBytes + x - pixel] & 255;
        int b = y == 0 ? 0 : pixels[(y - 1) * rowBytes + x] & 255;
        int c = x < pixel || y == 0 ? 0 : pixels[(y - 1) * rowBytes + x - pixel] & 255;
        int prediction = new int[] {0, a, b, (a + b) / 2, paeth(a, b, c)}[filter];
        out[y * (rowBytes + 1) + 1 + x] = (byte) (pixels[y * rowBytes + x] - prediction);
      }
    }
    return out;
  }

  /** As the specification words it. */
  static int paeth(int a, int b, int c) {
    int p = a + b - c;
    int pa = Math.abs(p - a);
    int pb = Math.abs(p - b);
    int pc = Math.abs(p - c);
    if (pa <= pb && pa <= pc) {
      return a;
    } else if (pb <= pc) {
      return b;
    }
    return c;
  }
}
