package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Pieces of a file. */
final class Bytes {

  private Bytes() {}

  static byte[] read(Path file, FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new SourceException(
            file + " ends before byte " + (from + length) + ", it was cut while it was read");
      }
    }
    return buffer.array();
  }
}
