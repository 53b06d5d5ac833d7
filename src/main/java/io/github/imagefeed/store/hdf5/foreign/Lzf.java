package io.github.imagefeed.store.hdf5.foreign;

/**
 * The compression of liblzf that h5py calls lzf. A byte below 32 says how many bytes follow as they
 * are, less one; any other has the length of an earlier stretch in its upper three bits, less two,
 * where 7 means that the next byte is to be added, and in the rest and another byte how far back
 * that stretch begins, less one.
 */
final class Lzf {

  private static final int LITERALS = 1 << 5;
  private static final int LONG = 7;

  private Lzf() {}

  /**
   * Unpacks.
   *
   * @return bytes written, or −1 if the input is damaged or the output would not hold it
   */
  static int unpack(byte[] in, int length, byte[] out, int capacity) {
    int from = 0;
    int to = 0;
    while (from < length) {
      int control = in[from++] & 0xff;
      if (control < LITERALS) {
        int count = control + 1;
        if (count > length - from || count > capacity - to) {
          return -1;
        }
        System.arraycopy(in, from, out, to, count);
        from += count;
        to += count;
        continue;
      }
      int count = control >> 5;
      if (count == LONG) {
        if (from == length) {
          return -1;
        }
        count += in[from++] & 0xff;
      }
      count += 2;
      if (from == length) {
        return -1;
      }
      int back = ((control & (LITERALS - 1)) << 8 | (in[from++] & 0xff)) + 1;
      if (back > to || count > capacity - to) {
        return -1;
      }
      for (int end = to + count; to < end; to++) { // byte by byte: the stretch may overlap itself
        out[to] = out[to - back];
      }
    }
    return to;
  }
}
