package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same as a chain of the platform's digests, however the bytes fall into blocks. */
final class SideDigestTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3072, (1 << 20) - 4, (1 << 20) - 3, 1 << 20, (3 << 20) + 5})
  void chainsAllRecordsInOrder(int length) throws Exception {
    byte[] link = sha(new byte[] {7});
    SideDigest found = new SideDigest(link, Integer.BYTES + length);
    Random random = new Random(length);
    byte[] bytes = new byte[length];
    for (int i = 0; i < 9; i++) {
      random.nextBytes(bytes);
      link = sha(link, le(i), bytes);
      found.putInt(i);
      found.put(bytes, length);
    }
    assertArrayEquals(link, found.digest());
  }

  /** Thousands to a block, and their ends everywhere in it. */
  @Test
  void chainsRecordsMuchShorterThanABlock() throws Exception {
    byte[] link = sha();
    SideDigest found = new SideDigest(link, 7);
    byte[] bytes = new byte[3];
    for (int i = 0; i < 400_000; i++) {
      bytes[i % 3] = (byte) i;
      link = sha(link, le(i), bytes);
      found.putInt(i);
      found.put(bytes, 3);
    }
    assertArrayEquals(link, found.digest());
  }

  @Test
  void takesTheFirstBytesOfALongerArray() throws Exception {
    SideDigest found = new SideDigest(sha(), 2);
    found.put(new byte[] {1, 2, 3}, 2);
    assertArrayEquals(sha(sha(), new byte[] {1, 2}), found.digest());
  }

  @Test
  void withoutRecordsIsWhereItStarted() throws Exception {
    assertArrayEquals(sha(), new SideDigest(sha(), 5).digest());
    assertArrayEquals(sha(new byte[] {4, 2}), SideDigest.first(new byte[] {4, 2}));
  }

  @Test
  void refusesHalfARecord() throws Exception {
    SideDigest found = new SideDigest(sha(), 5);
    found.putInt(1);
    assertThrows(IllegalStateException.class, found::digest);
  }

  private static byte[] le(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] sha(byte[]... parts) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      sha.update(part);
    }
    return sha.digest();
  }
}
