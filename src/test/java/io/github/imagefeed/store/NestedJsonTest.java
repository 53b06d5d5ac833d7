package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million brackets must not overflow the stack. */
final class NestedJsonTest {

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"folds\":[", "{\"program\":[", "{\"classes\":[["})
  void isRefused(String bracket) {
    for (String json : new String[] {bracket.repeat(1_000_000), bracket + "[".repeat(1_000_000)}) {
      StoreException e =
          assertThrows(StoreException.class, () -> ManifestJson.read(json, "a file"));
      assertTrue(e.getMessage().startsWith("a file: "), e.getMessage());
      assertTrue(e.getMessage().length() < 1000, "short");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"unknown\":"})
  void isRefusedWithTheLimit(String start) {
    StoreException e =
        assertThrows(
            StoreException.class, () -> ManifestJson.read(start + "[".repeat(1_000_000), "a file"));
    assertTrue(e.getMessage().contains("255"), e.getMessage());
  }
}
