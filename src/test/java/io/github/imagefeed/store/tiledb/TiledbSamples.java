package io.github.imagefeed.store.tiledb;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What the tests of this format have in common. */
public final class TiledbSamples {

  private TiledbSamples() {}

  /** Skips where the library has no natives. */
  public static void assumeUsable() {
    Optional<String> missing = TiledbFormat.missing();
    Assumptions.assumeTrue(missing.isEmpty(), "skipped: tiledb " + missing.orElse(""));
  }
}
