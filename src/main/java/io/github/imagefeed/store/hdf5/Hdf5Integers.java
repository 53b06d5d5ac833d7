package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Four bytes an image: labels or checksums. */
final class Hdf5Integers {

  private static final int BUFFER_BYTES = 1 << 16;

  private Hdf5Integers() {}

  /**
   * Reads one for each image.
   *
   * @param path of the channel, for messages
   * @param start byte in the file where the first one starts
   */
  static int[] read(Path path, FileChannel channel, long start, Hdf5Metadata metadata)
      throws IOException {
    int[] integers = new int[metadata.manifest().count()];
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(metadata.order());
    long at = start;
    int done = 0;
    while (done < integers.length) {
      int count = Math.min(BUFFER_BYTES / Integer.BYTES, integers.length - done);
      buffer.clear().limit(count * Integer.BYTES);
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, at);
        if (read < 0) {
          throw new StoreException(path + ": cut: the file ends at byte " + at);
        }
        at += read;
      }
      buffer.flip().asIntBuffer().get(integers, done, count);
      done += count;
    }
    return integers;
  }
}
