package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads images of one store, one after the other, with buffers of its own. Not thread-safe. */
final class PngImageReader implements AutoCloseable {

  /** Above the largest image there can be, far below the largest array. */
  private static final int MAX_FILE_BYTES = 1 << 30;

  /** What a shape claims is not believed before there is a file as large. */
  private static final int FIRST_FILE_BYTES = 1 << 20;

  private final String root;
  private final PngDecoder decoder;
  private final boolean strict;
  private byte[] file;

  /**
   * Reads nothing yet.
   *
   * @param strict whether PNG's own checksums are compared, and pipes and devices refused
   */
  PngImageReader(Path root, ImageShape shape, boolean strict) {
    this.strict = strict;
    this.root = root + File.separator;
    this.decoder = new PngDecoder(shape, strict);
    this.file = new byte[Math.min(FIRST_FILE_BYTES, shape.bytes() + shape.height() + 1024)];
  }

  /** Reads an image into the {@code shape.bytes()} bytes of {@code out} from {@code at} on. */
  void read(int index, ByteBuffer out, int at) throws IOException {
    String path = root + PngFiles.image(index);
    int length = load(path, index);
    try {
      decoder.decode(file, length, out, at);
    } catch (DamagedPngException e) {
      throw new StoreException(where(path, index) + e.getMessage(), e);
    }
  }

  private static String where(String path, int index) {
    return path + ": image " + index + ": ";
  }

  /**
   * Not by FileChannel, 0.6 of 5 µs faster: an interrupt of the thread would close it in mid-read.
   * Nor are the length or the end of the file asked for where a short read ends as a PNG file does,
   * which saves 0.7 µs.
   */
  private int load(String path, int index) throws IOException {
    if (strict) {
      requireFile(path, index);
    }
    try (RandomAccessFile in = new RandomAccessFile(path, "r")) {
      int filled = 0;
      while (true) {
        int wanted = file.length - filled;
        int count = in.read(file, filled, wanted);
        filled += Math.max(0, count);
        if (count < 0 || (count < wanted && endsAsPng(filled))) {
          return filled;
        }
        if (filled == file.length) {
          grow(path, index, in.length());
        }
      }
    } catch (FileNotFoundException e) {
      if (Files.isRegularFile(Path.of(path))) {
        throw new IOException(where(path, index) + "cannot be opened: " + e.getMessage(), e);
      }
      throw new StoreException(where(path, index) + "the file is missing", e);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(where(path, index) + "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Opening a pipe waits for somebody to write to it; asking before costs as much as opening. */
  private static void requireFile(String path, int index) throws StoreException {
    Path file = Path.of(path);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new StoreException(where(path, index) + "not a regular file");
    }
  }

  private boolean endsAsPng(int length) {
    return length >= Long.BYTES && PngChunks.getLong(file, length - Long.BYTES) == PngChunks.END;
  }

  /** One byte more than the file has, so that the next read is a short one. */
  private void grow(String path, int index, long length) throws StoreException {
    if (length > MAX_FILE_BYTES) {
      throw new StoreException(
          where(path, index) + length + " bytes long, expected at most " + MAX_FILE_BYTES);
    }
    if (length < file.length) {
      // A device can go on for ever.
      throw new StoreException(
          where(path, index)
              + "has more than the "
              + length
              + " bytes it claims, expected a regular file");
    }
    file = Arrays.copyOf(file, (int) length + 1);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
