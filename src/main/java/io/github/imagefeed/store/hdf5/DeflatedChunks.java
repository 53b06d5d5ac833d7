package io.github.imagefeed.store.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * The compressed chunks of a file, mapped into memory. Thread-safe: each reader takes a {@link
 * #windows} of its own.
 *
 * <p>Windows begin at even distances and overlap by the longest chunk, so that each chunk lies
 * whole in the window that its start falls into.
 */
final class DeflatedChunks {

  private final ChunkTable table;
  private final ByteBuffer[] windows;
  private final int stepBytes;

  private DeflatedChunks(ChunkTable table, ByteBuffer[] windows, int stepBytes) {
    this.table = table;
    this.windows = windows;
    this.stepBytes = stepBytes;
  }

  /**
   * Maps chunks that lie within the file.
   *
   * @param stepBytes distance of the windows; with the longest chunk a window must not pass 2 GiB
   */
  static DeflatedChunks map(FileChannel channel, ChunkTable table, int stepBytes)
      throws IOException {
    long longest = 0;
    for (int chunk = 0; chunk < table.size(); chunk++) {
      longest = Math.max(longest, table.start(chunk + 1) - table.start(chunk));
    }
    long begin = table.start(0);
    long end = table.start(table.size());
    ByteBuffer[] windows = new ByteBuffer[Math.toIntExact((end - begin - 1) / stepBytes + 1)];
    for (int w = 0; w < windows.length; w++) {
      long at = begin + (long) w * stepBytes;
      windows[w] = channel.map(MapMode.READ_ONLY, at, Math.min(stepBytes + longest, end - at));
    }
    return new DeflatedChunks(table, windows, stepBytes);
  }

  ChunkTable table() {
    return table;
  }

  /** The windows with positions and limits of their own, for {@link #select}. */
  ByteBuffer[] windows() {
    ByteBuffer[] own = new ByteBuffer[windows.length];
    for (int w = 0; w < own.length; w++) {
      own[w] = windows[w].duplicate();
    }
    return own;
  }

  /** The compressed bytes of a chunk, between position and limit of one of the windows. */
  ByteBuffer select(ByteBuffer[] own, int chunk) {
    long at = table.start(chunk) - table.start(0);
    int inWindow = (int) (at % stepBytes);
    int bytes = (int) (table.start(chunk + 1) - table.start(chunk));
    return own[(int) (at / stepBytes)].limit(inWindow + bytes).position(inWindow);
  }
}
