package io.github.imagefeed.store.png;

import java.util.Locale;
import java.util.zip.Deflater;

/**
 * How hard the PNG files of a store are compressed. All are lossless, and a store of any of them,
 * or of a mixture, reads in the same way. Figures are for images of 32x32 RGB; a file system with
 * blocks of 4 KiB keeps every such file in one block, so that compression saves no space there.
 */
public enum PngCompression {
  /**
   * Stored, not compressed. 3.2 KB a file; read in 6.6 µs of processor time, of which opening and
   * reading the file takes 5.2.
   */
  NONE(Deflater.NO_COMPRESSION, PngFilters.NONE),
  /**
   * The quickest compression after one filter, Up: the one whose undoing the JVM vectorises. 2.5 KB
   * a file, four times as long to read.
   */
  FAST(Deflater.BEST_SPEED, PngFilters.UP),
  /**
   * The best filter for each row and the strongest compression. 2.3 KB a file, four times as long
   * to read as stored ones.
   */
  SMALL(Deflater.BEST_COMPRESSION, PngFilters.BEST);

  private final int level;
  private final int filter;

  PngCompression(int level, int filter) {
    this.level = level;
    this.filter = filter;
  }

  /** A deflater of this strength; the caller ends it. */
  Deflater deflater() {
    return new Deflater(level);
  }

  /** A filter of {@link PngFilters}, or {@link PngFilters#BEST}. */
  int filter() {
    return filter;
  }

  /** Its name in commands: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
