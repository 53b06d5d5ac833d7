package io.github.imagefeed.store.hdf5.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A region of a file, mapped into memory. A Java buffer ends at 2 GiB, so windows begin at even
 * distances and overlap: what is no longer than the overlap lies whole in the window that its start
 * falls into. Thread-safe. Maps outlive the channel; the garbage collector releases them.
 */
final class FileWindows {

  /** Distance of windows as a power of two: with the longest overlap they are below 2 GiB. */
  static final int STEP_BITS = 29;

  /** Longest overlap, and so the longest chunk or image that is read. */
  static final int MAX_OVERLAP = 1 << 30;

  private final ByteBuffer[] windows;
  private final long begin;
  private final int stepBits;

  private FileWindows(ByteBuffer[] windows, long begin, int stepBits) {
    this.windows = windows;
    this.begin = begin;
    this.stepBits = stepBits;
  }

  /**
   * Maps a region that lies within the file.
   *
   * @param begin first byte
   * @param end byte behind the last one, above {@code begin}
   * @param overlap at most {@link #MAX_OVERLAP}
   * @param stepBits at most {@link #STEP_BITS}
   */
  static FileWindows map(FileChannel channel, long begin, long end, int overlap, int stepBits)
      throws IOException {
    long step = 1L << stepBits;
    ByteBuffer[] windows = new ByteBuffer[Math.toIntExact(((end - begin - 1) >> stepBits) + 1)];
    for (int w = 0; w < windows.length; w++) {
      long at = begin + (long) w * step;
      windows[w] = channel.map(MapMode.READ_ONLY, at, Math.min(step + overlap, end - at));
    }
    return new FileWindows(windows, begin, stepBits);
  }

  /** Bytes that are in memory already, as if they were a file of their own; not copied. */
  static FileWindows of(ByteBuffer bytes) {
    return new FileWindows(new ByteBuffer[] {bytes}, 0, STEP_BITS);
  }

  /** The window that a byte of the file falls into; its position and limit mean nothing. */
  ByteBuffer window(long at) {
    return windows[(int) ((at - begin) >> stepBits)];
  }

  /** Where in its {@link #window} a byte of the file is. */
  int offset(long at) {
    return (int) ((at - begin) & ((1L << stepBits) - 1));
  }
}
