package io.github.imagefeed.source.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of a file as a stream that knows how far it was read: headers do not tell their length.
 */
final class Window extends InputStream {

  /** Headers have some dozen bytes, unless they carry statistics. */
  private static final int BUFFER_BYTES = 512;

  private final FileChannel channel;
  private final long end;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private long filled;

  Window(FileChannel channel, long from, long end) {
    this.channel = channel;
    this.filled = from;
    this.end = end;
  }

  /** Where the next byte lies in the file. */
  long position() {
    return filled - buffer.remaining();
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - filled));
    int read = buffer.hasRemaining() ? channel.read(buffer, filled) : -1;
    buffer.flip();
    filled += Math.max(0, read);
    return read > 0;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, from, count);
    return count;
  }
}
