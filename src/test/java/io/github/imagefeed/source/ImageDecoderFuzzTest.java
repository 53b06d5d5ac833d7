package io.github.imagefeed.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Image files of others; checksums of PNG are put right, or none would get beyond them. */
final class ImageDecoderFuzzTest {

  private static final ImageShape SHAPE = ImageShape.rgb(5, 4);

  /** Kept, so that what one file leaves behind could reach the next one. */
  private static final ImageDecoder KEPT = new ImageDecoder();

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    return Stream.of(
        seed(at, "png", BufferedImage.TYPE_INT_ARGB),
        seed(at, "png", BufferedImage.TYPE_USHORT_GRAY),
        seed(at, "png", BufferedImage.TYPE_BYTE_INDEXED),
        seed(at, "jpg", BufferedImage.TYPE_INT_RGB),
        seed(at, "jpg", BufferedImage.TYPE_BYTE_GRAY));
  }

  private static byte[] seed(Path at, String kind, int type) throws IOException {
    BufferedImage image = TestImages.image(5, 6, type, (x, y) -> 0xa0000000 | x * 90 + y * 5000);
    return Files.readAllBytes(TestImages.write(at.resolve("seed"), kind, image));
  }

  @MethodSource("seeds")
  @FuzzTest
  void decode(byte[] data) throws IOException {
    mendChecksums(data);
    Path file = Files.write(folder.resolve("image"), data);
    Optional<byte[]> once = decode(KEPT, file);
    Optional<byte[]> again = decode(new ImageDecoder(), file);
    assertEquals(again.isPresent(), once.isPresent(), "depends on the file before");
    if (once.isPresent()) {
      assertArrayEquals(again.get(), once.get(), "depends on the file before");
    }
  }

  private static Optional<byte[]> decode(ImageDecoder decoder, Path file) {
    return Hostile.read(SourceException.class, file.toString(), () -> decoder.decode(file, SHAPE));
  }

  private static void mendChecksums(byte[] png) {
    ByteBuffer in = ByteBuffer.wrap(png);
    for (long at = 8; png.length > 0 && png[0] == (byte) 0x89 && at + 12 <= png.length; ) {
      long end = at + 8 + Integer.toUnsignedLong(in.getInt((int) at));
      if (end + 4 > png.length) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(Arrays.copyOfRange(png, (int) at + 4, (int) end));
      in.putInt((int) end, (int) crc.getValue());
      at = end + 4;
    }
  }
}
