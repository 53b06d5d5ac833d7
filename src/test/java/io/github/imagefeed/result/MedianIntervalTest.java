package io.github.imagefeed.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MedianIntervalTest {

  private static List<Double> upTo(int n) {
    return IntStream.rangeClosed(1, n).mapToObj(i -> (double) i).toList();
  }

  /** Ranks from the tables of the sign test: 6 → 1, 9 → 2, 20 → 6, 30 → 10. */
  @Test
  void takesTheRanksOfTheTables() {
    assertEquals(Optional.empty(), MedianInterval.of(List.of()));
    assertEquals(Optional.empty(), MedianInterval.of(upTo(5)));
    assertEquals(Optional.of(new MedianInterval(1, 3.5, 6)), MedianInterval.of(upTo(6)));
    assertEquals(Optional.of(new MedianInterval(2, 5, 8)), MedianInterval.of(upTo(9)));
    assertEquals(Optional.of(new MedianInterval(6, 10.5, 15)), MedianInterval.of(upTo(20)));
    assertEquals(Optional.of(new MedianInterval(10, 15.5, 21)), MedianInterval.of(upTo(30)));
  }

  @Test
  void holdsTheMedianNearlyAlways() {
    Random random = new Random(7);
    int hits = 0;
    int runs = 4000;
    for (int run = 0; run < runs; run++) {
      double[] skewed =
          DoubleStream.generate(() -> Math.exp(random.nextGaussian())).limit(15).toArray();
      List<Double> samples = Arrays.stream(skewed).boxed().toList();
      MedianInterval interval = MedianInterval.of(samples).orElseThrow();
      hits += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
    }
    assertTrue(hits >= 0.95 * runs, hits + " of " + runs);
  }

  @Test
  void tellsWhetherItIsNarrowAndWhetherTwoMeet() {
    MedianInterval interval = new MedianInterval(0.96, 1, 1.04);
    assertTrue(interval.isWithin(0.05));
    assertFalse(interval.isWithin(0.03));
    assertTrue(interval.overlaps(new MedianInterval(1.04, 1.5, 2)));
    assertFalse(interval.overlaps(new MedianInterval(1.05, 1.5, 2)));
  }
}
