package io.github.imagefeed.store.jhdf5;

import org.junit.jupiter.api.Assumptions;

/** Tests of a build that has JHDF5's classes, on a machine that may lack its native library. */
final class Usable {

  private Usable() {}

  /** Skips the test, and says why. */
  static void require() {
    Assumptions.assumeTrue(
        Jhdf5Format.missing().isEmpty(), () -> "skipped: " + Jhdf5Format.missing().orElseThrow());
  }
}
