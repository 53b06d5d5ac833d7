package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Sizes with at most seven digits before the point. */
final class AdviseUnitTest {

  @Test
  void changesWhereDigitsBecomeTooMany() {
    assertEquals("153.6 MB", AdviseUnit.text(153.6e6));
    assertEquals("9,999,999.9 MB", AdviseUnit.text(9_999_999.9e6));
    assertEquals("10,000.0 GB", AdviseUnit.text(9_999_999.99e6));
    assertEquals("471,859.2 GB", AdviseUnit.text(150e6 * 3 * 1024 * 1024));
    assertEquals("1,729,382.3 TB", AdviseUnit.text(2_147_483_647.0 * 3 * 16384 * 16384));
    assertEquals("0.00307", AdviseUnit.MB.number(3072));
    assertEquals("9.75", AdviseUnit.TB.number(9.75e12));
  }
}
