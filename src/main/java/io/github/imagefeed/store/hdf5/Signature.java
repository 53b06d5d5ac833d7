package io.github.imagefeed.store.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The eight bytes that an HDF5 file starts with. */
final class Signature {

  private static final ByteBuffer BYTES =
      ByteBuffer.wrap(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'})
          .asReadOnlyBuffer();

  private Signature() {}

  /** Whether the file starts with it; false for shorter files. */
  static boolean isAtStartOf(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(BYTES.capacity());
    while (start.hasRemaining()) {
      if (channel.read(start, start.position()) < 0) {
        return false;
      }
    }
    return start.flip().equals(BYTES);
  }
}
