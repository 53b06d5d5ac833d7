package io.github.imagefeed.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EpochOrderTest {

  /** Around the borders of tables, of powers of two and of one. */
  private static final int[] SIZES = {
    0, 1, 2, 3, 17, 128, 4_096, 4_097, 8_192, 8_193, 50_000, 65_536, 65_537, 200_003
  };

  private static final List<Blocks> SHAPES =
      List.of(
          Blocks.DEFAULT,
          new Blocks(1, 1),
          new Blocks(1, 1_000_000),
          new Blocks(7, 3),
          new Blocks(1_000_000, 5),
          new Blocks(Integer.MAX_VALUE, Integer.MAX_VALUE));

  private static int[] indices(EpochOrder order, int size, long epoch) {
    int[] indices = new int[size];
    order.of(size, epoch).copy(0, size, indices);
    return indices;
  }

  private static int[] counted(int size) {
    return indices(EpochOrder.sequential(), size, 0);
  }

  private static void assertPermutation(int[] indices, String message) {
    int[] sorted = indices.clone();
    Arrays.sort(sorted);
    assertArrayEquals(counted(sorted.length), sorted, message);
  }

  @Test
  void sequentialCounts() {
    assertArrayEquals(new int[] {0, 1, 2, 3}, indices(EpochOrder.sequential(), 4, 5));
  }

  @Test
  void visitsEachIndexOnce() {
    for (int size : SIZES) {
      for (int epoch = 0; epoch < 3; epoch++) {
        assertPermutation(indices(EpochOrder.shuffled(11), size, epoch), "size " + size);
      }
    }
  }

  @Test
  void visitsEachIndexOnceInBlocks() {
    for (int size : SIZES) {
      for (Blocks blocks : SHAPES) {
        for (int epoch = 0; epoch < 3; epoch++) {
          int[] indices = indices(EpochOrder.blockShuffled(blocks, 11), size, epoch);
          assertPermutation(indices, "size " + size + ", " + blocks);
        }
      }
    }
  }

  /** Every size around the borders of blocks and windows, and every place of the short block. */
  @Test
  void visitsEachIndexOnceWhereverTheShortBlockComes() {
    for (int size = 1; size < 130; size++) {
      for (long epoch = 0; epoch < 40; epoch++) {
        int[] indices = indices(EpochOrder.blockShuffled(new Blocks(8, 3), 5), size, epoch);
        assertPermutation(indices, "size " + size + ", epoch " + epoch);
      }
    }
  }

  /** An order of this many would take 8 GB as a table. */
  @Test
  void largestSetsNeedNoTable() {
    int size = Integer.MAX_VALUE;
    for (EpochOrder order :
        List.of(EpochOrder.shuffled(3), EpochOrder.blockShuffled(Blocks.DEFAULT, 3))) {
      IndexOrder indices = order.of(size, 1);
      Set<Integer> seen = new HashSet<>();
      for (int k = 0; k < 10_000; k++) {
        int index = indices.at((int) ((long) k * size / 10_000));
        assertTrue(index >= 0 && index < size, "index " + index);
        assertTrue(seen.add(index), "twice " + index);
      }
      assertTrue(indices.at(size - 1) >= 0);
    }
  }

  @Test
  void anyPositionMayBeAskedForInAnyOrder() {
    for (EpochOrder order :
        List.of(EpochOrder.shuffled(3), EpochOrder.blockShuffled(new Blocks(9, 4), 3))) {
      int[] forwards = indices(order, 1_000, 7);
      IndexOrder asked = order.of(1_000, 7);
      for (int position : indices(EpochOrder.shuffled(8), 1_000, 0)) {
        assertEquals(forwards[position], asked.at(position), "position " + position);
      }
      int[] part = new int[50];
      asked.copy(500, 550, part);
      assertArrayEquals(Arrays.copyOfRange(forwards, 500, 550), part);
      assertThrows(IndexOutOfBoundsException.class, () -> asked.copy(990, 1_001, part));
      assertThrows(IndexOutOfBoundsException.class, () -> asked.copy(0, 51, part));
    }
  }

  /** Neighbours on disk are visited together: each window has the images of so many blocks. */
  @Test
  void windowsHoldTheirBlocksOnly() {
    int size = 10_007;
    Blocks blocks = new Blocks(50, 8);
    int[] indices = indices(EpochOrder.blockShuffled(blocks, 2), size, 0);
    int from = 0;
    Set<Integer> visited = new HashSet<>();
    while (from < size) {
      Set<Integer> inWindow = new HashSet<>();
      int at = from;
      do {
        inWindow.add(indices[at++] / blocks.images());
      } while (at < size && at - from < imagesIn(inWindow, blocks.images(), size));
      assertTrue(inWindow.size() <= blocks.window(), inWindow.size() + " blocks from " + from);
      int images = imagesIn(inWindow, blocks.images(), size);
      assertEquals(images, at - from, "a window has all images of its blocks");
      for (int block : inWindow) {
        assertTrue(visited.add(block), "block " + block + " is in two windows");
      }
      from = at;
    }
    // Mixed well: neighbours in the order come from different blocks seven times in eight.
    int same = 0;
    for (int k = 1; k < size; k++) {
      same += indices[k] / blocks.images() == indices[k - 1] / blocks.images() ? 1 : 0;
    }
    assertEquals(size / 8.0, same, 4 * Math.sqrt(size / 8.0), "neighbours of the same block");
  }

  private static int imagesIn(Set<Integer> blocks, int each, int size) {
    int images = 0;
    for (int block : blocks) {
      images += Math.min(each, size - block * each);
    }
    return images;
  }

  @Test
  void isAFunctionOfSeedAndEpoch() {
    int[] order = indices(EpochOrder.shuffled(1), 1_000, 2);
    assertArrayEquals(order, indices(EpochOrder.shuffled(1), 1_000, 2));
    assertFalse(Arrays.equals(order, indices(EpochOrder.shuffled(1), 1_000, 3)));
    assertFalse(Arrays.equals(order, indices(EpochOrder.shuffled(2), 1_000, 2)));
    // Seed and epoch must not be interchangeable, or a run with the next seed would reuse epochs.
    assertFalse(Arrays.equals(order, indices(EpochOrder.shuffled(2), 1_000, 1)));
  }

  /** An order is part of a published result: these very sequences must never change. */
  @Test
  void staysTheSameForEver() {
    assertArrayEquals(SHUFFLED_10, indices(EpochOrder.shuffled(42), 10, 0));
    int[] blocks = indices(EpochOrder.blockShuffled(new Blocks(3, 2), 42), 10, 0);
    assertArrayEquals(BLOCKS_10, blocks, Arrays.toString(blocks));
    int[] large = Arrays.copyOf(indices(EpochOrder.shuffled(42), 5_000, 0), 5);
    assertArrayEquals(SHUFFLED_5000, large, Arrays.toString(large));
  }

  private static final int[] SHUFFLED_10 = {6, 0, 9, 1, 8, 3, 5, 7, 2, 4};
  private static final int[] BLOCKS_10 = {9, 6, 7, 8, 0, 4, 5, 2, 1, 3};
  private static final int[] SHUFFLED_5000 = {555, 458, 1404, 4591, 2559};

  /** Chi-square of the 24 permutations of 4 over 24,000 seeds: 23 degrees, p = 0.0001 at 56. */
  @Test
  void everyPermutationIsEquallyLikely() {
    Map<String, Integer> counts = new HashMap<>();
    int runs = 24_000;
    for (int seed = 0; seed < runs; seed++) {
      int[] order = indices(EpochOrder.shuffled(seed / 100), 4, seed % 100);
      counts.merge(Arrays.toString(order), 1, Integer::sum);
    }
    assertEquals(24, counts.size());
    assertUniform(counts.values().stream().mapToInt(Integer::intValue).toArray(), 56);
  }

  /** Which tenth of the set each tenth of an epoch sees: 81 degrees, p = 0.0001 at 137. */
  @Test
  void everyPlaceIsEquallyLikely() {
    for (int size : new int[] {100, 5_000, 50_000, 65_536, 70_000}) {
      int[] counts = new int[100];
      int epochs = Math.max(20, 200_000 / size);
      for (int epoch = 0; epoch < epochs; epoch++) {
        int[] order = indices(EpochOrder.shuffled(9), size, epoch);
        for (int position = 0; position < size; position++) {
          counts[(int) (position * 10L / size * 10 + order[position] * 10L / size)]++;
        }
      }
      assertUniform(counts, 137);
    }
  }

  /** The step from one index to the next, in 16 classes: 15 degrees, p = 0.0001 at 45. */
  @Test
  void theNextIndexDoesNotDependOnTheLast() {
    for (int size : new int[] {1_024, 4_097, 50_000, 65_536}) {
      int[] counts = new int[16];
      for (int epoch = 0; epoch < 20; epoch++) {
        int[] order = indices(EpochOrder.shuffled(4), size, epoch);
        for (int k = 1; k < size; k++) {
          counts[(int) (Math.floorMod(order[k] - order[k - 1], size) * 16L / size)]++;
        }
      }
      assertUniform(counts, 45);
    }
  }

  /**
   * What random permutations are known for: one fixed point on average, ln n + 0.577 cycles on
   * average (variance ln n − 1.07), and as many even as odd ones.
   */
  @Test
  void hasTheCyclesOfRandomPermutations() {
    int size = 5_000;
    int runs = 1_000;
    double fixed = 0;
    double cycles = 0;
    int even = 0;
    for (int epoch = 0; epoch < runs; epoch++) {
      int[] order = indices(EpochOrder.shuffled(6), size, epoch);
      int found = 0;
      boolean[] seen = new boolean[size];
      for (int i = 0; i < size; i++) {
        fixed += order[i] == i ? 1 : 0;
        for (int k = i; !seen[k]; k = order[k]) {
          found += k == i ? 1 : 0;
          seen[k] = true;
        }
      }
      cycles += found;
      even += (size - found) % 2 == 0 ? 1 : 0;
    }
    double log = Math.log(size);
    assertEquals(1, fixed / runs, 4 / Math.sqrt(runs));
    assertEquals(log + 0.577, cycles / runs, 4 * Math.sqrt((log - 1.07) / runs));
    assertEquals(0.5, (double) even / runs, 4 * 0.5 / Math.sqrt(runs));
  }

  /** Two epochs of one seed agree in one place on average, like strangers. */
  @Test
  void epochsAreIndependent() {
    int size = 50_000;
    int agreeing = 0;
    int pairs = 200;
    for (int epoch = 0; epoch < pairs; epoch++) {
      IndexOrder one = EpochOrder.shuffled(7).of(size, epoch);
      IndexOrder next = EpochOrder.shuffled(7).of(size, epoch + 1L);
      for (int k = 0; k < size; k++) {
        agreeing += one.at(k) == next.at(k) ? 1 : 0;
      }
    }
    assertEquals(1, (double) agreeing / pairs, 4 / Math.sqrt(pairs));
  }

  private static void assertUniform(int[] counts, double limit) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    double chi = 0;
    for (int count : counts) {
      chi += (count - expected) * (count - expected) / expected;
    }
    assertTrue(chi < limit, "chi-square " + chi + ", expected below " + limit);
  }

  @Test
  void permutationsKnowTheirPositions() {
    for (int size : new int[] {1, 100, 4_096, 4_097, 70_001}) {
      Permutation permutation = Permutation.of(size, 5);
      for (int position = 0; position < size; position += 1 + size / 1_000) {
        assertEquals(position, permutation.positionOf(permutation.at(position)));
      }
    }
  }

  @Test
  void boundedNumbersAreUniform() {
    SplitMix64 random = new SplitMix64(5);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }
    assertUniform(counts, 28); // 6 degrees, p = 0.0001
    assertTrue(new SplitMix64(1).nextInt(Integer.MAX_VALUE) >= 0);
    assertEquals(0, new SplitMix64(1).nextInt(1));
  }

  @Test
  void refusesWhatMakesNoOrder() {
    assertThrows(IllegalArgumentException.class, () -> EpochOrder.sequential().of(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Blocks(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Blocks(1, 0));
  }
}
