package io.github.imagefeed.source;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Writes the image files that the tests of sources read. */
public final class TestImages {

  private TestImages() {}

  /** Colour of each pixel as 0xAARRGGBB. */
  public interface Colours {
    int at(int x, int y);
  }

  public static BufferedImage image(int height, int width, int type, Colours colours) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colours.at(x, y));
      }
    }
    return image;
  }

  public static BufferedImage plain(int height, int width, int rgb) {
    return image(height, width, BufferedImage.TYPE_INT_RGB, (x, y) -> rgb);
  }

  /** Writes the image in the kind given, whatever the file's name. */
  public static Path write(Path file, String kind, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    if (!ImageIO.write(image, kind, file.toFile())) {
      throw new IllegalArgumentException("no " + kind + " writer for " + image);
    }
    return file;
  }

  public static Path png(Path file, BufferedImage image) throws IOException {
    return write(file, "png", image);
  }

  /** A PNG file whose header claims another size; its checksum is right. */
  public static Path pngClaiming(Path file, int height, int width) throws IOException {
    byte[] bytes = Files.readAllBytes(png(file, plain(2, 2, 0)));
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(bytes, 12, 17);
    buffer.putInt(29, (int) crc.getValue());
    return Files.write(file, bytes);
  }

  /** Leaves the first part of a file. */
  public static void truncate(Path file, int bytes) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
  }
}
