package io.github.imagefeed.source;

import static io.github.imagefeed.source.TestImages.image;
import static io.github.imagefeed.source.TestImages.plain;
import static io.github.imagefeed.source.TestImages.png;
import static io.github.imagefeed.source.TestImages.truncate;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DamagedImageTest {

  private static final ImageShape SHAPE = ImageShape.rgb(32, 32);

  private final ImageDecoder decoder = new ImageDecoder();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.png");
  }

  @Test
  void namesMissingEmptyAndForeignFiles() throws IOException {
    assertRefused("no such file");
    Files.createFile(file);
    assertRefused("is empty (0 bytes), expected a PNG or JPEG image");
    Files.write(file, "GIF89a and so on".getBytes(StandardCharsets.US_ASCII));
    assertRefused("is neither PNG nor JPEG, it begins with the bytes 47 49 46 38 39 61 20 61");
    Files.write(file, new byte[] {7});
    assertRefused("is neither PNG nor JPEG, it begins with the bytes 07");
    Files.delete(file);
    Files.createDirectory(file);
    assertRefused("is not a regular file");
  }

  @Test
  void namesTruncatedPngWhereverItEnds() throws IOException {
    noise("png");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {8, 20, 33, 40, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused("truncated PNG");
    }
  }

  @Test
  void namesPngWithAFlippedBit() throws IOException {
    noise("png");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertRefused("damaged PNG: the chunk at byte 33 has checksum");
  }

  @Test
  void namesTruncatedJpeg() throws IOException {
    noise("jpg");
    int length = (int) Files.size(file);
    truncate(file, length / 2);
    assertRefused("damaged JPEG: Truncated File");
    noise("jpg");
    truncate(file, 10);
    assertRefused("cannot be decoded");
  }

  @Test
  void namesJpegOfGarbage() throws IOException {
    byte[] garbage = new byte[1000];
    new Random(1).nextBytes(garbage);
    garbage[0] = (byte) 0xFF;
    garbage[1] = (byte) 0xD8;
    garbage[2] = (byte) 0xFF;
    Files.write(file, garbage);
    assertRefused("cannot be decoded");
  }

  @Test
  void namesCmykJpeg() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    Raster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(new IIOImage(raster, null, null));
    }
    writer.dispose();
    assertRefused("CMYK");
  }

  @Test
  void refusesHugeSizesBeforeDecoding() throws IOException {
    TestImages.pngClaiming(file, 20_000, 10);
    assertRefused("image is 20000x10 (height x width), expected no side over 16384");
    TestImages.pngClaiming(file, Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertRefused("expected no side over 16384");
    TestImages.pngClaiming(file, 16_000, 16_000);
    assertRefused("256000000 pixels, expected at most 67108864 pixels");
    TestImages.pngClaiming(file, 60_000, 60_000);
    assertRefused("image is 60000x60000 (height x width), expected no side over 16384");
    jpegClaiming(60_000, 60_000);
    assertRefused("image is 60000x60000 (height x width), expected no side over 16384");
    jpegClaiming(16_000, 16_000);
    assertRefused("256000000 pixels, expected at most 67108864 pixels");
    TestImages.pngClaiming(file, 0, 5);
    assertRefused("cannot be decoded");
  }

  /** The size stands behind the marker of a baseline frame, its length and its precision. */
  private void jpegClaiming(int height, int width) throws IOException {
    noise("jpg");
    ByteBuffer jpeg = ByteBuffer.wrap(Files.readAllBytes(file));
    int at = 0;
    while (jpeg.getShort(at) != (short) 0xffc0) {
      at++;
    }
    jpeg.putShort(at + 5, (short) height).putShort(at + 7, (short) width);
    Files.write(file, jpeg.array());
  }

  /** A kept reader would take the tables of the file before, and give wrong pixels. */
  @Test
  void aJpegWithoutItsTablesIsDamaged() throws IOException {
    noise("jpg");
    byte[] whole = Files.readAllBytes(file);
    decoder.decode(file, SHAPE);
    ByteBuffer jpeg = ByteBuffer.wrap(whole);
    int at = 0;
    while (jpeg.getShort(at) != (short) 0xffdb) { // the first of quantisation
      at++;
    }
    int bytes = 2 + jpeg.getShort(at + 2);
    byte[] without = new byte[whole.length - bytes];
    System.arraycopy(whole, 0, without, 0, at);
    System.arraycopy(whole, at + bytes, without, at, without.length - at);
    Files.write(file, without);
    assertRefused("cannot be decoded");
  }

  @Test
  void aPngWithFewerRowsThanItClaimsIsDamaged() throws IOException {
    TestImages.pngClaiming(file, 50, 2);
    assertRefused("cannot be decoded");
  }

  /** A reader is used again for the next file, so a failure must not stick to it. */
  @Test
  void decodesOnAfterAFailure() throws IOException {
    for (String kind : new String[] {"png", "jpg"}) {
      noise(kind);
      byte[] expected = decoder.decode(file, SHAPE);
      truncate(file, (int) Files.size(file) / 2);
      assertThrows(SourceException.class, () -> decoder.decode(file, SHAPE));
      noise(kind);
      assertArrayEquals(expected, decoder.decode(file, SHAPE));
    }
  }

  @Test
  void sizeIsCheckedToo() throws IOException {
    Files.createFile(file);
    assertThrows(SourceException.class, () -> decoder.size(file));
    png(file, plain(3, 4, 0));
    assertEquals(new ImageSize(3, 4), decoder.size(file));
  }

  private void noise(String kind) throws IOException {
    Random random = new Random(5);
    TestImages.write(
        file, kind, image(32, 32, BufferedImage.TYPE_INT_RGB, (x, y) -> random.nextInt(1 << 24)));
  }

  private void assertRefused(String part) {
    var thrown = assertThrows(SourceException.class, () -> decoder.decode(file, SHAPE));
    assertTrue(thrown.getMessage().startsWith(file + ": "), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
  }
}
