package io.github.imagefeed.store;

import java.io.File;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** Whether a file is in the page cache. */
final class Residency {

  /**
   * Pieces of the file looked at, spread evenly: for 154 MB, all that is done before a pass takes
   * 0.07 to 0.14 ms so; to look at every page took 2.3 to 2.8 ms.
   */
  private static final int SAMPLES = 32;

  private static final int SAMPLE_BYTES = 1 << 16;

  /** Upper limit of one map; a Java buffer ends at 2 GiB. */
  private static final long WINDOW_BYTES = 1 << 30;

  private Residency() {}

  /**
   * Looks at samples; true only if each is there to its last page. Never true on Windows, which
   * does not tell, and would not let a file be deleted that is mapped for this.
   */
  static boolean isResident(FileChannel channel) throws IOException {
    if (File.separatorChar == '\\') {
      return false;
    }
    long size = channel.size();
    long step = Math.max(SAMPLE_BYTES, size / SAMPLES);
    for (long begin = 0; begin < size; begin += WINDOW_BYTES) {
      int length = (int) Math.min(WINDOW_BYTES, size - begin);
      MappedByteBuffer window = channel.map(MapMode.READ_ONLY, begin, length);
      for (long at = 0; at < length; at += step) {
        int sample = (int) Math.min(SAMPLE_BYTES, length - at);
        if (!window.slice((int) at, sample).isLoaded()) {
          return false;
        }
      }
    }
    return true;
  }
}
