package io.github.imagefeed.store;

/** How much longer deflate can make what it cannot compress. */
public final class ZlibBound {

  private ZlibBound() {}

  /** Bytes of a zlib stream at most, head and checksum included: zlib's own compressBound. */
  public static long of(long bytes) {
    return bytes + (bytes >> 12) + (bytes >> 14) + (bytes >> 25) + 13;
  }
}
