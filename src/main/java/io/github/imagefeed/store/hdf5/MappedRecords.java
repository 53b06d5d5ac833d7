package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.MappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Records of one length that lie one after the other in a file, mapped into memory. A Java buffer
 * ends at 2 GiB, so the region is cut into windows of whole records. Thread-safe.
 *
 * <p>Maps outlive the channel and are released by the garbage collector; until then Windows refuses
 * to delete the file. A file that is cut, or a device that fails, under a map is an {@link
 * InternalError} of the virtual machine at some moment after the access; {@link MappedFile} says
 * how it becomes an exception of the read.
 */
final class MappedRecords {

  private final ByteBuffer[] windows;
  private final int recordBytes;
  private final int perWindow;

  private MappedRecords(ByteBuffer[] windows, int recordBytes, int perWindow) {
    this.windows = windows;
    this.recordBytes = recordBytes;
    this.perWindow = perWindow;
  }

  /**
   * Maps a region that lies within the file.
   *
   * @param start byte in the file where record 0 starts; any
   * @param windowBytes upper limit of one window; a window holds at least one record
   */
  static MappedRecords map(
      FileChannel channel, long start, int recordBytes, int count, int windowBytes)
      throws IOException {
    int perWindow = Math.max(1, windowBytes / recordBytes);
    ByteBuffer[] windows = new ByteBuffer[(count - 1) / perWindow + 1];
    for (int w = 0; w < windows.length; w++) {
      long first = (long) w * perWindow;
      long records = Math.min(perWindow, count - first);
      windows[w] =
          channel.map(MapMode.READ_ONLY, start + first * recordBytes, records * recordBytes);
    }
    return new MappedRecords(windows, recordBytes, perWindow);
  }

  /** All records as integers of four bytes, which they have. */
  int[] integers(int count, ByteOrder order) {
    int[] integers = new int[count];
    int done = 0;
    for (ByteBuffer window : windows) {
      int here = Math.min(perWindow, count - done);
      window.duplicate().order(order).asIntBuffer().get(integers, done, here);
      done += here;
    }
    return integers;
  }

  /** Copies a record to the bytes of {@code to} from {@code at} on; positions are not moved. */
  void copy(int index, ByteBuffer to, int at) {
    to.put(at, windows[index / perWindow], index % perWindow * recordBytes, recordBytes);
  }
}
