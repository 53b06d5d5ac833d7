package io.github.imagefeed.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ConfusionMatrixTest {

  private static final List<String> PETS = List.of("cat", "dog", "newt", "yeti");

  /** Newts are never recognised, there are no yetis, and nothing is taken for one. */
  private static final ConfusionMatrix MATRIX =
      new ConfusionMatrix(
          PETS, new long[][] {{6, 2, 0, 0}, {1, 3, 0, 0}, {1, 3, 0, 0}, {0, 0, 0, 0}});

  @Test
  void countsShares() {
    assertEquals(16, MATRIX.images());
    assertEquals(9, MATRIX.right());
    assertEquals(OptionalDouble.of(9 / 16.0), MATRIX.accuracy());
    assertEquals(8, MATRIX.support(0));
    assertEquals(8, MATRIX.predicted(1));
    assertEquals(OptionalDouble.of(6 / 8.0), MATRIX.precision(0));
    assertEquals(OptionalDouble.of(3 / 8.0), MATRIX.precision(1));
    assertEquals(OptionalDouble.of(3 / 4.0), MATRIX.recall(1));
    double harmonic = 2 / (8 / 3.0 + 4 / 3.0);
    assertEquals(harmonic, MATRIX.f1(1).orElseThrow(), 1e-12);
    assertEquals(2, MATRIX.count(0, 1), "rows are labels");
  }

  @Test
  void hasNoShareOfNothing() {
    assertEquals(OptionalDouble.empty(), MATRIX.precision(2));
    assertEquals(OptionalDouble.of(0), MATRIX.recall(2));
    assertEquals(OptionalDouble.of(0), MATRIX.f1(2));
    assertEquals(OptionalDouble.empty(), MATRIX.precision(3));
    assertEquals(OptionalDouble.empty(), MATRIX.recall(3));
    assertEquals(OptionalDouble.empty(), MATRIX.f1(3));
    assertEquals(
        OptionalDouble.empty(), new ConfusionMatrix(List.of("cat"), new long[1][1]).accuracy());
  }

  @Test
  void keepsItsCounts() {
    long[][] counts = {{1, 2}, {3, 4}};
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b"), counts);
    counts[0][0] = 99;
    assertEquals(1, matrix.count(0, 0));
  }

  @Test
  void refusesWhatIsNoMatrix() {
    for (long[][] counts : new long[][][] {{}, {{1}}, {{1, 2}, {3}}, {{1, 2}, {3, -1}}}) {
      assertThrows(
          IllegalArgumentException.class, () -> new ConfusionMatrix(List.of("a", "b"), counts));
    }
  }

  /** Figures of Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
  @Test
  void wilsonGivesPublishedIntervals() {
    assertInterval(0.2553, 0.3662, 81, 263);
    assertInterval(0.0624, 0.1605, 15, 148);
    assertInterval(0, 0.1611, 0, 20);
    assertInterval(0.0061, 0.1718, 1, 29);
    assertInterval(0.8830, 1, 29, 29);
    assertEquals(0, WilsonInterval.of(0, 7).low());
    assertEquals(1, WilsonInterval.of(7, 7).high());
    for (long right : new long[] {-1, 8}) {
      assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(right, 7));
    }
    assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(0, 0));
  }

  private static void assertInterval(double low, double high, long right, long trials) {
    WilsonInterval interval = WilsonInterval.of(right, trials);
    assertEquals(low, interval.low(), 5e-5);
    assertEquals(high, interval.high(), 5e-5);
  }
}
