package io.github.imagefeed.store.png;

import java.util.zip.Deflater;

/**
 * How hard the PNG files of a store are compressed. All are lossless, and a store of any of them,
 * or of a mixture, reads in the same way.
 */
public enum PngCompression {
  /** Stored, not compressed: decodes fastest by far. */
  NONE(Deflater.NO_COMPRESSION, PngFilters.NONE),
  /** One fixed filter and the quickest compression. */
  FAST(Deflater.BEST_SPEED, PngFilters.UP),
  /** The best filter for each row and the strongest compression: smallest, slowest to write. */
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
}
