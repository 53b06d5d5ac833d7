package io.github.imagefeed.source.webdataset;

import io.github.imagefeed.source.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes the archives that the tests of this package read. */
final class Tars {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

  /** A 4x4 PNG that is told by its blue. */
  static byte[] png(int blue) throws IOException {
    return image(4, 4, blue);
  }

  static byte[] image(int height, int width, int blue) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(TestImages.plain(height, width, blue), "png", out);
    return out.toByteArray();
  }

  Tars add(String name, byte[] data) throws IOException {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(data.length);
    return add(entry, data);
  }

  Tars add(TarArchiveEntry entry, byte[] data) throws IOException {
    tar.putArchiveEntry(entry);
    tar.write(data);
    tar.closeArchiveEntry();
    return this;
  }

  Tars add(String name, String text) throws IOException {
    return add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An image and its label. */
  Tars sample(String key, int label, int blue) throws IOException {
    return add(key + ".cls", String.valueOf(label)).add(key + ".png", png(blue));
  }

  byte[] bytes() throws IOException {
    tar.finish();
    return bytes.toByteArray();
  }

  /** Compressed if the name says so. */
  Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = file.toString().endsWith("gz") ? new GZIPOutputStream(plain) : plain) {
      out.write(bytes());
    }
    return file;
  }
}
