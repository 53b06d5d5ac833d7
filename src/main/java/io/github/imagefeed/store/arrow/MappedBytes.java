package io.github.imagefeed.store.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A whole file, mapped into memory in windows that begin at even distances and overlap by the
 * longest record, so that each record lies whole in the window that its start falls into.
 * Thread-safe.
 *
 * <p>Maps outlive the channel and are released by the garbage collector; until then Windows refuses
 * to delete the file. What becomes of a file that is cut under them says {@link
 * io.github.imagefeed.store.MappedFile}.
 */
final class MappedBytes {

  private final ByteBuffer[] windows;
  private final int shift;
  private final int mask;

  private MappedBytes(ByteBuffer[] windows, int shift) {
    this.windows = windows;
    this.shift = shift;
    this.mask = (1 << shift) - 1;
  }

  /**
   * Maps a file that is not empty.
   *
   * @param recordBytes of the longest record, at least 4; with the distance at most 2 GiB
   * @param shift logarithm of the distance of windows
   */
  static MappedBytes map(FileChannel channel, int recordBytes, int shift) throws IOException {
    long size = channel.size();
    long step = 1L << shift;
    ByteBuffer[] windows = new ByteBuffer[Math.toIntExact((size - 1) / step + 1)];
    for (int w = 0; w < windows.length; w++) {
      long at = w * step;
      windows[w] =
          channel
              .map(MapMode.READ_ONLY, at, Math.min(step + recordBytes, size - at))
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    return new MappedBytes(windows, shift);
  }

  /**
   * Copies a record that lies within the file; positions are not moved.
   *
   * @param from byte in the file where it starts
   */
  void copy(long from, int bytes, ByteBuffer to, int at) {
    to.put(at, windows[(int) (from >>> shift)], (int) from & mask, bytes);
  }

  /** The four bytes of the file from there on. */
  int integer(long from) {
    return windows[(int) (from >>> shift)].getInt((int) from & mask);
  }
}
