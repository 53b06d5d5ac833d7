package io.github.imagefeed.order;

import java.util.Arrays;
import java.util.Comparator;

/** Gives groups to folds, one by one; {@link FoldPlan#grouped} says how. To be used once. */
final class GroupDealer {

  /** Sums that differ by less, relatively, are equal: numpy's {@code isclose}, but stricter. */
  private static final double TOLERANCE = 1e-9;

  private final GroupCounts groups;
  private final int folds;
  private final int[][] foldCounts;
  private final int[] foldSizes;

  /** Of each class: its images, and over the folds the sum of its squared counts so far. */
  private final double[] classTotals;

  private final double[] dealt;
  private final double[] squares;

  GroupDealer(GroupCounts groups, int folds) {
    this.groups = groups;
    this.folds = folds;
    this.foldCounts = new int[folds][groups.classes()];
    this.foldSizes = new int[folds];
    this.classTotals = new double[groups.classes()];
    this.dealt = new double[groups.classes()];
    this.squares = new double[groups.classes()];
    for (int entry = 0; entry < groups.firstEntry(groups.groups()); entry++) {
      classTotals[groups.classOf(entry)] += groups.count(entry);
    }
  }

  /** The fold of each group. */
  int[] deal(SplitMix64 random) {
    int[] order = new int[groups.groups()];
    Arrays.setAll(order, g -> g);
    random.shuffle(order, 0, order.length);
    Integer[] falling = Arrays.stream(order).boxed().toArray(Integer[]::new);
    Arrays.sort(falling, Comparator.comparingDouble((Integer g) -> groups.spread(g)).reversed());
    int[] fold = new int[order.length];
    for (int group : falling) {
      fold[group] = best(group);
      add(group, fold[group]);
    }
    return fold;
  }

  private int best(int group) {
    int best = 0;
    double least = unevenness(group, 0);
    for (int fold = 1; fold < folds; fold++) {
      double uneven = unevenness(group, fold);
      boolean equal = Math.abs(uneven - least) <= TOLERANCE * least;
      if (equal ? foldSizes[fold] < foldSizes[best] : uneven < least) {
        best = fold;
        least = uneven;
      }
    }
    return best;
  }

  /**
   * The deviations of the group's classes over the folds, each as a share of its class, if the
   * group went to this fold; those of other classes do not depend on the fold.
   */
  private double unevenness(int group, int fold) {
    double sum = 0;
    for (int e = groups.firstEntry(group); e < groups.firstEntry(group + 1); e++) {
      int label = groups.classOf(e);
      double more = groups.count(e);
      double before = foldCounts[fold][label];
      double all = squares[label] + more * (2 * before + more);
      double mean = (dealt[label] + more) / folds;
      double variance = Math.max(0, all / folds - mean * mean);
      sum += Math.sqrt(variance) / classTotals[label];
    }
    return sum;
  }

  private void add(int group, int fold) {
    for (int e = groups.firstEntry(group); e < groups.firstEntry(group + 1); e++) {
      int label = groups.classOf(e);
      double more = groups.count(e);
      squares[label] += more * (2.0 * foldCounts[fold][label] + more);
      dealt[label] += more;
      foldCounts[fold][label] += groups.count(e);
    }
    foldSizes[fold] += groups.size(group);
  }
}
