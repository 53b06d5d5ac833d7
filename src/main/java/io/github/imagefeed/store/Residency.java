package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** Whether a file is in the page cache. */
final class Residency {

  /** Pieces of the file looked at, spread evenly; all of a small file. */
  private static final int SAMPLES = 32;

  private static final int SAMPLE_BYTES = 1 << 16;

  private Residency() {}

  /** Looks at samples; true only if each is there to its last page. */
  static boolean isResident(FileChannel channel) throws IOException {
    long size = channel.size();
    long step = Math.max(SAMPLE_BYTES, size / SAMPLES);
    for (long at = 0; at < size; at += step) {
      if (!channel.map(MapMode.READ_ONLY, at, Math.min(SAMPLE_BYTES, size - at)).isLoaded()) {
        return false;
      }
    }
    return true;
  }
}
