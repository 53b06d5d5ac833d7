package io.github.imagefeed.source.webdataset;

import io.github.imagefeed.source.SourceException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Pieces of an archive, anywhere in it. Not thread-safe. */
sealed interface ShardBytes extends Closeable {

  /** Reads {@code length} bytes from {@code offset} on, both of them within the archive. */
  byte[] read(long offset, int length) throws IOException;

  static ShardBytes open(Path path) throws IOException {
    return isCompressed(path) ? new Compressed(path) : new Plain(path, FileChannel.open(path));
  }

  static boolean isCompressed(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") || name.endsWith(".tgz");
  }

  /** The archive from its begin, unpacked where it is compressed. */
  static InputStream stream(Path path) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    if (!isCompressed(path)) {
      return file;
    }
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(file)
          .setDecompressConcatenated(true)
          .get();
    } catch (IOException e) {
      file.close();
      throw damaged(path, e);
    }
  }

  /** What a failure of the libraries, which see bytes only, says about the file. */
  static SourceException damaged(Path path, IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SourceException refusal) {
        return refusal; // of the allowance, which the tar reader may have wrapped
      }
    }
    String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
    return new SourceException(
        path + " is no tar archive, damaged or cut short" + reason + "; fetch it again", e);
  }

  /** By position: any order is as fast. */
  record Plain(Path path, FileChannel channel) implements ShardBytes {
    @Override
    public byte[] read(long offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new SourceException(
              path + " ends before byte " + (offset + length) + ", it was cut while it was read");
        }
      }
      return buffer.array();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Unpacked from the begin on: what lies behind is reached by beginning again. */
  final class Compressed implements ShardBytes {
    private final Path path;
    private InputStream stream;
    private long position;

    Compressed(Path path) throws IOException {
      this.path = path;
      this.stream = stream(path);
    }

    private static InputStream stream(Path path) throws IOException {
      return ShardBytes.stream(path);
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
      if (offset < position) {
        stream.close();
        stream = stream(path);
        position = 0;
      }
      try {
        stream.skipNBytes(offset - position);
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
          throw new EOFException("it ends before byte " + (offset + length));
        }
        position = offset + length;
        return bytes;
      } catch (IOException e) {
        throw damaged(path, e);
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
