package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same as the platform's digest, however the bytes fall into blocks. */
final class SideDigestTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3072, (1 << 20) - 4, (1 << 20) - 3, 1 << 20, (3 << 20) + 5})
  void digestsAllBytesInOrder(int length) throws Exception {
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    SideDigest found = new SideDigest();
    Random random = new Random(length);
    byte[] bytes = new byte[length];
    for (int i = 0; i < 9; i++) {
      random.nextBytes(bytes);
      expected.update(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(i).flip());
      expected.update(bytes);
      found.putInt(i);
      found.put(bytes, length);
    }
    assertArrayEquals(expected.digest(), found.digest());
  }

  @Test
  void takesTheFirstBytesOfALongerArray() throws Exception {
    SideDigest found = new SideDigest();
    found.put(new byte[] {1, 2, 3}, 2);
    assertArrayEquals(
        MessageDigest.getInstance("SHA-256").digest(new byte[] {1, 2}), found.digest());
  }

  @Test
  void digestsNothing() throws Exception {
    assertEquals(
        ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest()),
        ByteBuffer.wrap(new SideDigest().digest()));
  }
}
