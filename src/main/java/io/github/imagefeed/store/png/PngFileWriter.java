package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ImageShape;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes images of one shape as PNG files of any names, for those who want no store of them: 8-bit
 * grey or RGB, as every PNG library reads. Not thread-safe.
 */
public final class PngFileWriter implements Closeable {

  private final PngEncoder encoder;

  public PngFileWriter(ImageShape shape, PngCompression compression) {
    this.encoder = new PngEncoder(shape, compression);
  }

  /**
   * Writes one image; a file of that name is replaced. Nothing is forced to the device.
   *
   * @param pixels {@code shape.bytes()} bytes in the layout of the shape; not kept
   * @throws IOException with the file's name, for example on a full disk
   */
  public void write(Path file, byte[] pixels) throws IOException {
    int length = encoder.encode(pixels);
    try {
      write(file, ByteBuffer.wrap(encoder.file(), 0, length));
    } catch (FileSystemException e) {
      throw e; // names the file, and its class may be the only reason it gives
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) { // or a link would be written through
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
