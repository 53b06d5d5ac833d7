package io.github.imagefeed.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageSizeTest {

  @Test
  void readsWhatItWrites() {
    assertEquals(new ImageSize(32, 48), ImageSize.parse("32x48"));
    assertEquals(new ImageSize(32, 48), ImageSize.parse("32X48"));
    assertEquals("32x48", new ImageSize(32, 48).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "32", "32x", "x32", "32x32x3", "-1x5", "32 x 32", "99999999999x1"})
  void refusesOtherText(String text) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> ImageSize.parse(text));
    assertTrue(thrown.getMessage().contains("'" + text + "'"), thrown.getMessage());
  }

  @Test
  void refusesSidesOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> ImageSize.parse("0x32"));
    assertThrows(IllegalArgumentException.class, () -> ImageSize.parse("32x16385"));
  }
}
