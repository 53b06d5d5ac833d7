package io.github.imagefeed.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldStatisticsTest {

  /** The usual table of Student's t, two-sided 5 %. */
  @Test
  void quantilesAreThoseOfTheTables() {
    double[][] table = {
      {1, 12.706},
      {2, 4.303},
      {3, 3.182},
      {4, 2.776},
      {5, 2.571},
      {9, 2.262},
      {10, 2.228},
      {19, 2.093},
      {30, 2.042},
      {99, 1.984},
      {1000, 1.962}
    };
    for (double[] row : table) {
      assertEquals(row[1], StudentT.quantile975((int) row[0]), 0.0006, "degrees " + row[0]);
    }
    assertThrows(IllegalArgumentException.class, () -> StudentT.quantile975(0));
  }

  @Test
  void sumsUpFolds() {
    FoldStatistics all = FoldStatistics.of(List.of(0.70, 0.74, 0.72, 0.76, 0.73), 5);
    assertEquals(0.73, all.mean(), 1e-12);
    assertEquals(0.0223607, all.deviation(), 1e-6);
    // 2.7764 · 0.0223607 · √(1/5 + 1/4)
    assertEquals(0.0416466, all.high() - all.mean(), 1e-6);
    assertEquals(all.mean() - all.low(), all.high() - all.mean(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> FoldStatistics.of(List.of(0.7), 5));
  }

  @Test
  void staysBetweenNothingAndAll() {
    FoldStatistics wide = FoldStatistics.of(List.of(0.0, 1.0), 2);
    assertTrue(wide.low() == 0 && wide.high() == 1, wide.toString());
  }
}
