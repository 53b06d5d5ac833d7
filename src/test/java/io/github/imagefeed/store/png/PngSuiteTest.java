package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.Python;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Willem van Schaik's PngSuite, as far as Debian's sources of Go have it, against two decoders that
 * know nothing of ours. A folder with the whole suite can be named by {@code -Dpngsuite=FOLDER};
 * those of its files that begin with x are damaged.
 */
class PngSuiteTest {

  private static final String PACKAGE = "golang-1.19-src";

  private static List<Path> files = List.of();

  @TempDir Path folder;

  @BeforeAll
  static void findFiles() throws IOException {
    String named = System.getProperty("pngsuite");
    Path suite = named == null ? installed() : Path.of(named);
    Assumptions.assumeTrue(
        Files.isDirectory(suite), "skipped: needs the PngSuite in Debian's package " + PACKAGE);
    try (Stream<Path> list = Files.list(suite)) {
      files = list.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
    assertTrue(files.size() > 20, suite + " has " + files);
  }

  /** Whichever version of Go there is. */
  private static Path installed() throws IOException {
    Path found = Path.of("missing");
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(Path.of("/usr/share"), "go-*")) {
      for (Path version : versions) {
        Path suite = version.resolve("src/image/png/testdata/pngsuite");
        if (Files.isDirectory(suite)) {
          found = suite;
        }
      }
    }
    return found;
  }

  private static boolean isDamaged(Path file) {
    return file.getFileName().toString().startsWith("x");
  }

  private static ImageShape shape(byte[] file) {
    ByteBuffer header = ByteBuffer.wrap(file);
    return new ImageShape(header.getInt(20), header.getInt(16), 3, Layout.HWC);
  }

  @Test
  void decodesAsImageIoDoes() throws Exception {
    for (Path path : files) {
      if (!isDamaged(path)) {
        byte[] file = Files.readAllBytes(path);
        byte[] expected = library(file);
        assertArrayEquals(expected, decode(shape(file), file), path.toString());
      }
    }
  }

  @Test
  void refusesDamagedFiles() throws Exception {
    Assumptions.assumeTrue(
        files.stream().anyMatch(PngSuiteTest::isDamaged),
        "this copy of the PngSuite has no damaged files; -Dpngsuite=FOLDER names a whole one");
    for (Path path : files) {
      if (isDamaged(path)) {
        byte[] file = Files.readAllBytes(path);
        ImageShape any = ImageShape.rgb(32, 32);
        DamagedPngException refusal =
            assertThrows(DamagedPngException.class, () -> decode(any, file), path.toString());
        assertTrue(!refusal.getMessage().isBlank());
      }
    }
  }

  @Test
  void greyStoresTakeGreyFilesOnly() throws Exception {
    for (Path path : files) {
      if (isDamaged(path)) {
        continue;
      }
      byte[] file = Files.readAllBytes(path);
      ImageShape shape = shape(file);
      ImageShape grey = new ImageShape(shape.height(), shape.width(), 1, Layout.HWC);
      if (file[25] == 0 || file[25] == 4) {
        byte[] rgb = decode(shape, file);
        byte[] pixels = decode(grey, file);
        for (int i = 0; i < pixels.length; i++) {
          assertEquals(rgb[3 * i + 1], pixels[i], path.toString());
        }
      } else {
        String message =
            assertThrows(DamagedPngException.class, () -> decode(grey, file)).getMessage();
        assertTrue(message.endsWith(" grey"), message);
      }
    }
  }

  /** Of 16 bits it takes the upper 8, and before it lays over white, so that one may be missing. */
  @Test
  void decodesAsPillowDoes() throws Exception {
    Python.assumeHas("PIL.Image", "python3-pil");
    String script =
        """
        import sys
        from PIL import Image
        image = Image.open(sys.argv[1])
        if image.mode.startswith('I'):
            image = image.convert('I').point(lambda v: v / 256).convert('L')
        image = image.convert('RGBA')
        white = Image.new('RGBA', image.size, 'white')
        open(sys.argv[2], 'wb').write(Image.alpha_composite(white, image).convert('RGB').tobytes())
        """;
    Path raw = folder.resolve("raw");
    for (Path path : files) {
      byte[] file = Files.readAllBytes(path);
      // Pillow knows no transparent colour of 16 bits.
      boolean unknown = file[24] == 16 && transparency(file).length > 0;
      if (isDamaged(path) || unknown) {
        continue;
      }
      Python.run(script, path, raw);
      byte[] expected = Files.readAllBytes(raw);
      byte[] found = decode(shape(file), file);
      assertEquals(expected.length, found.length);
      for (int i = 0; i < found.length; i++) {
        assertEquals(expected[i] & 0xff, found[i] & 0xff, 1, path + " byte " + i);
      }
    }
  }

  private static byte[] decode(ImageShape shape, byte[] file) throws DamagedPngException {
    try (PngDecoder decoder = new PngDecoder(shape, true)) {
      ByteBuffer out = ByteBuffer.allocateDirect(shape.bytes());
      decoder.decode(file.clone(), file.length, out, 0);
      byte[] pixels = new byte[shape.bytes()];
      out.get(pixels);
      return pixels;
    }
  }

  /** The samples as the library decodes them, then converted as the store documents. */
  private static byte[] library(byte[] file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
    BufferedImage image = reader.read(0);
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    byte[] transparency = transparency(file);
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    int[] pixel = new int[bands];
    for (int i = 0; i < rgb.length / 3; i++) {
      raster.getPixel(i % image.getWidth(), i / image.getWidth(), pixel);
      int alpha = 255;
      int[] colour = new int[3];
      if (image.getColorModel() instanceof IndexColorModel palette) {
        alpha = palette.getAlpha(pixel[0]);
        colour[0] = palette.getRed(pixel[0]);
        colour[1] = palette.getGreen(pixel[0]);
        colour[2] = palette.getBlue(pixel[0]);
      } else {
        for (int c = 0; c < 3; c++) {
          colour[c] = toByte(pixel[bands < 3 ? 0 : c], raster);
        }
        if (bands % 2 == 0) {
          alpha = toByte(pixel[bands - 1], raster);
        }
      }
      if (file[25] != 3 && bands % 2 == 1 && isTransparent(pixel, transparency)) {
        alpha = 0;
      }
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) ((colour[c] * alpha + 255 * (255 - alpha) + 127) / 255);
      }
    }
    reader.dispose();
    return rgb;
  }

  private static int toByte(int sample, Raster raster) {
    int max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    return (int) Math.round(sample * 255.0 / max);
  }

  private static boolean isTransparent(int[] pixel, byte[] transparency) {
    for (int c = 0; c < transparency.length / 2; c++) {
      if (pixel[c] != (ByteBuffer.wrap(transparency).getShort(2 * c) & 0xffff)) {
        return false;
      }
    }
    return transparency.length > 0;
  }

  /** The data of the tRNS chunk. */
  private static byte[] transparency(byte[] file) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("tRNS");
    if (at < 0) {
      return new byte[0];
    }
    ByteBuffer chunk = ByteBuffer.wrap(file);
    byte[] data = new byte[chunk.getInt(at - 4)];
    chunk.get(at + 4, data);
    return data;
  }
}
