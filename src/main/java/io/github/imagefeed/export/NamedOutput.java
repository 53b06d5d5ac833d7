package io.github.imagefeed.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file whose failures say which file it is, as those of a full disk do not by themselves. */
final class NamedOutput extends OutputStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final OutputStream file;

  private NamedOutput(Path path, OutputStream file) {
    this.path = path;
    this.file = file;
  }

  /** Starts a file where none exists; buffered. */
  static OutputStream create(Path path) throws IOException {
    OutputStream file =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new BufferedOutputStream(new NamedOutput(path, file), BUFFER_BYTES);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      file.write(bytes, from, length);
    } catch (IOException e) {
      throw new IOException(path + ": cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
