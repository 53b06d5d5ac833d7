package io.github.imagefeed.store.hdf5.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where an HDF5 file says that it is one: at its start, or behind whatever others put before. */
final class HdfStart {

  private static final ByteBuffer SIGNATURE =
      ByteBuffer.wrap(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'})
          .asReadOnlyBuffer();

  private static final long FIRST_STEP = 512;

  private HdfStart() {}

  /** Looks at byte 0, 512, 1024, 2048, … */
  static boolean isIn(FileChannel channel) throws IOException {
    long size = channel.size();
    for (long at = 0; at + SIGNATURE.capacity() <= size; at = Math.max(FIRST_STEP, 2 * at)) {
      ByteBuffer found = ByteBuffer.allocate(SIGNATURE.capacity());
      while (found.hasRemaining() && channel.read(found, at + found.position()) >= 0) {
        // On until all is there, or the file ends.
      }
      if (found.flip().equals(SIGNATURE)) {
        return true;
      }
    }
    return false;
  }
}
