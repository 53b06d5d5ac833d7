package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.021345 | 0.0213",
        "74.19 | 74.2",
        "0.9996 | 1.00",
        "999.6 | 1,000",
        "2346789 | 2,350,000",
        "0 | 0.00",
        "-0.5 | -0.500",
        "1e-9 | 0.000000",
        "NaN | NaN"
      })
  void keepsThreeDigits(double value, String expected) {
    assertEquals(expected, Figures.plain(value));
  }

  @ParameterizedTest
  @CsvSource({"0.0042, 0.42", "0.813, 81.3", "1, 100.0", "-0.0031, -0.31", "-0.00001, 0.00"})
  void showsSharesInPercent(double value, String expected) {
    assertEquals(expected, Figures.percent(value));
    assertEquals(expected + " %", Figures.share(value));
  }

  @Test
  void addsUnits() {
    assertEquals("0.0213 s", Figures.seconds(0.0213));
    assertEquals("0.213 ms", Figures.seconds(0.000213));
    assertEquals("156.8 MB", Figures.bytes(156_800_000));
    assertEquals("0.0123 MB", Figures.bytes(12_345));
    assertEquals("2,350,000/s", Figures.rate(2_346_789));
    assertEquals("1.31 ×", Figures.ratio(1.31));
    assertEquals("48", Figures.about(48.2));
    assertEquals("1,234,567", Figures.count(1_234_567));
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals("1,230", Figures.plain(1234));
      assertEquals("1,234.5", Figures.megabytes(1_234_500_000));
    } finally {
      Locale.setDefault(before);
    }
  }
}
