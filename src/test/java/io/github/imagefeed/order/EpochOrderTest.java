package io.github.imagefeed.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EpochOrderTest {

  @Test
  void sequentialCounts() {
    assertArrayEquals(new int[] {0, 1, 2, 3}, EpochOrder.sequential(4).indices(5));
  }

  @Test
  void visitsEachIndexOnce() {
    for (int size : new int[] {0, 1, 2, 3, 17, 128, 50_000}) {
      int[] sorted = EpochOrder.shuffled(size, 11).indices(3);
      Arrays.sort(sorted);
      assertArrayEquals(EpochOrder.sequential(size).indices(0), sorted, "size " + size);
    }
  }

  @Test
  void isAFunctionOfSeedAndEpoch() {
    int[] order = EpochOrder.shuffled(1_000, 1).indices(2);
    assertArrayEquals(order, EpochOrder.shuffled(1_000, 1).indices(2));
    assertFalse(Arrays.equals(order, EpochOrder.shuffled(1_000, 1).indices(3)));
    assertFalse(Arrays.equals(order, EpochOrder.shuffled(1_000, 2).indices(2)));
    // Seed and epoch must not be interchangeable, or a run with the next seed would reuse epochs.
    assertFalse(Arrays.equals(order, EpochOrder.shuffled(1_000, 2).indices(1)));
  }

  /** An order is part of a published result: this very sequence must never change. */
  @Test
  void staysTheSameForEver() {
    assertArrayEquals(
        new int[] {6, 0, 9, 1, 8, 3, 5, 7, 2, 4}, EpochOrder.shuffled(10, 42).indices(0));
  }

  /** Chi-square of the 24 permutations of 4 over 24,000 seeds: 23 degrees, p = 0.0001 at 56. */
  @Test
  void everyPermutationIsEquallyLikely() {
    Map<String, Integer> counts = new HashMap<>();
    int runs = 24_000;
    for (int seed = 0; seed < runs; seed++) {
      String order = Arrays.toString(EpochOrder.shuffled(4, seed / 100).indices(seed % 100));
      counts.merge(order, 1, Integer::sum);
    }
    assertEquals(24, counts.size());
    double expected = runs / 24.0;
    double chi = 0;
    for (int count : counts.values()) {
      chi += (count - expected) * (count - expected) / expected;
    }
    assertTrue(chi < 56, "chi-square " + chi);
  }

  @Test
  void boundedNumbersAreUniform() {
    SplitMix64 random = new SplitMix64(5);
    int[] counts = new int[7];
    int runs = 70_000;
    for (int i = 0; i < runs; i++) {
      counts[random.nextInt(7)]++;
    }
    double chi = 0;
    for (int count : counts) {
      chi += (count - 10_000.0) * (count - 10_000.0) / 10_000.0;
    }
    assertTrue(chi < 28, "chi-square " + chi);
    assertTrue(new SplitMix64(1).nextInt(Integer.MAX_VALUE) >= 0);
    assertEquals(0, new SplitMix64(1).nextInt(1));
  }

  @Test
  void refusesNegativeSizes() {
    assertThrows(IllegalArgumentException.class, () -> EpochOrder.sequential(-1));
  }
}
