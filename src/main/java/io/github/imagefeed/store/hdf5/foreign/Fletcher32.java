package io.github.imagefeed.store.hdf5.foreign;

/** The checksum that HDF5 puts behind chunks: Fletcher's, over big-endian words of 16 bits. */
final class Fletcher32 {

  static final int BYTES = 4;

  /** As many words as can be summed before 32 bits may overflow. */
  private static final int WORDS = 360;

  private Fletcher32() {}

  /** Of the first {@code length} bytes; the last one of an odd number counts as a word's upper. */
  static int of(byte[] bytes, int length) {
    int sum = 0;
    int sums = 0;
    int at = 0;
    while (at < length) {
      int end = (int) Math.min(length, at + 2L * WORDS);
      for (; at < end; at += 2) {
        int low = at + 1 < length ? bytes[at + 1] & 0xff : 0;
        sum += (bytes[at] & 0xff) << 8 | low;
        sums += sum;
      }
      sum = folded(sum);
      sums = folded(sums);
    }
    return folded(sums) << 16 | folded(sum);
  }

  private static int folded(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }

  /** As it lies in the file: little-endian. */
  static int at(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }
}
