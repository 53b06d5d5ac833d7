package io.github.imagefeed.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sets near the most that an int counts, and of a hundred million images. */
final class LargeOrdersTest {

  private static final int HUNDRED_MILLION = 100_000_000;

  private static final int[] SIZES = {
    HUNDRED_MILLION, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
  };

  private static final List<Blocks> SHAPES =
      List.of(
          Blocks.DEFAULT,
          new Blocks(1, 1),
          new Blocks(1 << 16, 5_000),
          new Blocks(1_000_003, 3),
          new Blocks(1 << 30, 1),
          new Blocks(1, Integer.MAX_VALUE),
          new Blocks(Integer.MAX_VALUE, Integer.MAX_VALUE));

  private static final int STRETCH = 500;

  /** A position that has its index back has it alone. */
  @Test
  void shuffledOrdersAreOneToOne() {
    SplittableRandom random = new SplittableRandom(1);
    for (int size : SIZES) {
      for (long key = 0; key < 4; key++) {
        Permutation order = Permutation.of(size, key);
        assertThere(order, 0);
        assertThere(order, size - 1);
        for (int k = 0; k < 2_000; k++) {
          assertThere(order, random.nextInt(size));
        }
      }
    }
  }

  private static void assertThere(Permutation order, int position) {
    int index = order.at(position);
    assertTrue(index >= 0 && index < order.size(), "index " + index + " of " + order.size());
    assertEquals(position, order.positionOf(index), "size " + order.size());
  }

  @Test
  void stretchesAnywhereHoldDifferentImages() {
    for (int size : SIZES) {
      for (Blocks blocks : SHAPES) {
        for (int epoch = 0; epoch < 3; epoch++) {
          IndexOrder order = EpochOrder.blockShuffled(blocks, 11).of(size, epoch);
          Set<Integer> seen = new HashSet<>();
          for (int from : new int[] {0, size / 3, size - STRETCH}) {
            int[] out = new int[STRETCH];
            order.copy(from, from + STRETCH, out);
            for (int k = 0; k < STRETCH; k++) {
              String what = "position " + (from + k) + " of " + size + ", " + blocks;
              assertTrue(out[k] >= 0 && out[k] < size, what + ": " + out[k]);
              assertTrue(seen.add(out[k]), what + ": twice " + out[k]);
              assertEquals(out[k], order.at(from + k), what);
            }
          }
        }
      }
    }
  }

  @Test
  void foldsOfTheLargestSetsArePartitions() {
    SplittableRandom random = new SplittableRandom(2);
    for (int size : SIZES) {
      for (int folds : new int[] {2, 3, 10, 1_000}) {
        int[] sizes = new int[folds];
        int rest = size;
        for (int fold = 0; fold < folds - 1; fold++) {
          sizes[fold] = 1 + random.nextInt(rest / folds);
          rest -= sizes[fold];
        }
        sizes[folds - 1] = rest;
        assertPartition(FoldPlan.contiguous(sizes), sizes, random);
      }
    }
  }

  private static void assertPartition(FoldPlan plan, int[] sizes, SplittableRandom random) {
    for (int fold : new int[] {0, sizes.length / 2, sizes.length - 1}) {
      IndexOrder held = plan.heldOut(fold);
      IndexOrder training = plan.training(fold);
      assertEquals(sizes[fold], held.size());
      assertEquals(plan.size() - sizes[fold], training.size());
      for (int k = 0; k < 100; k++) {
        assertEquals(fold, plan.foldOf(held.at(random.nextInt(held.size()))));
        assertFalse(fold == plan.foldOf(training.at(random.nextInt(training.size()))));
      }
      assertEquals(fold, plan.foldOf(held.at(held.size() - 1)));
      assertFalse(fold == plan.foldOf(training.at(training.size() - 1)));
    }
  }

  @Test
  @Tag("long")
  void aHundredMillionImagesAreVisitedOnceEach() {
    for (EpochOrder order :
        List.of(
            EpochOrder.shuffled(3),
            EpochOrder.blockShuffled(Blocks.DEFAULT, 3),
            EpochOrder.blockShuffled(new Blocks(1_000_003, 3), 3))) {
      IndexOrder indices = order.of(HUNDRED_MILLION, 1);
      BitSet seen = new BitSet(HUNDRED_MILLION);
      int[] batch = new int[10_000];
      for (int from = 0; from < HUNDRED_MILLION; from += batch.length) {
        indices.copy(from, from + batch.length, batch);
        for (int index : batch) {
          assertFalse(seen.get(index));
          seen.set(index);
        }
      }
      assertEquals(HUNDRED_MILLION, seen.cardinality());
    }
  }
}
