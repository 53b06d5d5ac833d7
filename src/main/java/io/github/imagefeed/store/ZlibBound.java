package io.github.imagefeed.store;

/** How much longer deflate can make what it cannot compress, and how much shorter what it can. */
public final class ZlibBound {

  /** A match of 258 bytes takes two bits at least. */
  private static final int MOST_TIMES = 1032;

  private ZlibBound() {}

  /** Bytes of a zlib stream at most, head and checksum included: zlib's own compressBound. */
  public static long of(long bytes) {
    return bytes + (bytes >> 12) + (bytes >> 14) + (bytes >> 25) + 13;
  }

  /** Bytes that so many bytes of a zlib stream inflate to, at most. */
  public static long inflated(long bytes) {
    return MOST_TIMES * bytes;
  }

  /** Bytes of a zlib stream at least, for it to inflate to so many. */
  public static long deflated(long bytes) {
    return bytes / MOST_TIMES;
  }
}
