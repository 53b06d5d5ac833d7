package io.github.imagefeed.source.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.SourceException;
import org.junit.jupiter.api.Test;

final class RunsTest {

  private static Runs runs(int bits, int... bytes) throws SourceException {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return new Runs("here", all, 0, all.length, bits);
  }

  /** The example of the format's specification: 0 to 7 in three bits each. */
  @Test
  void unpacksGroupsOfEight() throws SourceException {
    Runs runs = runs(3, 0x03, 0x88, 0xC6, 0xFA, 0x04, 0x05);
    for (int i = 0; i < 8; i++) {
      assertEquals(i, runs.next());
    }
    assertEquals(5, runs.next());
    assertEquals(5, runs.next());
    assertRefused(runs);
  }

  @Test
  void repeatsWideNumbers() throws SourceException {
    Runs runs = runs(32, 0x02, 0xff, 0xff, 0xff, 0xff, 0x04, 1, 2, 0, 0);
    assertEquals(-1, runs.next());
    assertEquals(513, runs.next());
    assertEquals(513, runs.next());
    assertRefused(runs);
  }

  @Test
  void countsWithoutBits() throws SourceException {
    Runs runs = runs(0, 0x06);
    assertEquals(0, runs.next());
    assertEquals(0, runs.next());
    assertEquals(0, runs.next());
    assertRefused(runs);
  }

  /** A run may claim billions of numbers: nothing is made for them. */
  @Test
  void refusesWhatLies() throws SourceException {
    Runs packed = runs(8, 0xff, 0xff, 0xff, 0xff, 0x0f, 7);
    assertEquals(7, packed.next());
    assertRefused(packed);
    assertRefused(runs(8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01));
    assertRefused(runs(8));
    assertRefused(runs(16, 0x02, 1));
    assertThrows(SourceException.class, () -> runs(33));
    assertThrows(SourceException.class, () -> runs(-1));
  }

  private static void assertRefused(Runs runs) {
    var thrown = assertThrows(SourceException.class, runs::next);
    assertTrue(thrown.getMessage().startsWith("here: damaged"), thrown.getMessage());
  }
}
