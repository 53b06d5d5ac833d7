package io.github.imagefeed.order;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * Which images are held out in which fold of a cross-validation: each image in exactly one. A pure
 * function of what it is made from, the same on every machine. Immutable and thread-safe.
 *
 * <p>The images of a plan have one sequence, fold by fold and ascending within each fold. A store
 * written in this sequence needs no table any more: for its {@link #contiguous} plan every position
 * of {@link #heldOut} and {@link #training} means the same image as for the plan it was written by.
 */
public final class FoldPlan {

  private final int[] starts;

  /** From a place in the sequence of all folds to an image. */
  private final IntUnaryOperator sequence;

  private final IntUnaryOperator foldOf;

  private FoldPlan(int[] starts, IntUnaryOperator sequence, IntUnaryOperator foldOf) {
    this.starts = starts;
    this.sequence = sequence;
    this.foldOf = foldOf;
  }

  /**
   * Folds of random images in which every class has its share: the numbers of its images in any two
   * folds differ by at most 1, and so do the sizes of the folds. A class of fewer images than there
   * are folds is missing in some; see {@link #smallestClass}.
   *
   * @param labels the class of each image, at least 0; not kept
   * @param folds 2 to the number of images
   * @throws IllegalArgumentException if a label or the number of folds is none
   */
  public static FoldPlan stratified(int[] labels, int folds, long seed) {
    requireNotNegative("label", labels);
    requireFolds(folds, labels.length, "images");
    SplitMix64 random = new SplitMix64(SplitMix64.mix(seed));
    int[] byClass = sortedBy(labels);
    int[] fold = new int[labels.length];
    int from = 0;
    while (from < byClass.length) {
      int to = from + 1;
      while (to < byClass.length && labels[byClass[to]] == labels[byClass[from]]) {
        to++;
      }
      random.shuffle(byClass, from, to);
      from = to;
    }
    // Dealt like cards, a class going on where the one before it ended.
    for (int place = 0; place < byClass.length; place++) {
      fold[byClass[place]] = place % folds;
    }
    return ofTable(fold, folds);
  }

  /**
   * Folds that keep the images of a group together (one patient, one scene), with classes and sizes
   * as even as a greedy choice gets them: the method of scikit-learn's {@code StratifiedGroupKFold}
   * with {@code shuffle=True}. Groups come in the order of falling spread of their class counts,
   * equal ones in random order; each goes to the fold that leaves the counts of the classes most
   * even over the folds, among those that do it equally to the smallest. No fold is empty.
   *
   * @param labels the class of each image, at least 0; not kept
   * @param groups the group of each image, at least 0; not kept
   * @param folds 2 to the number of different groups
   * @throws IllegalArgumentException if a label, a group or the number of folds is none, or there
   *     are not as many groups as labels
   */
  public static FoldPlan grouped(int[] labels, int[] groups, int folds, long seed) {
    requireNotNegative("label", labels);
    requireNotNegative("group", groups);
    if (labels.length != groups.length) {
      throw new IllegalArgumentException(
          "groups are given for "
              + groups.length
              + " images, expected as many as there are labels, "
              + labels.length);
    }
    GroupCounts counts = new GroupCounts(labels, groups);
    requireFolds(folds, counts.groups(), "groups");
    int[] ofGroup = new GroupDealer(counts, folds).deal(new SplitMix64(SplitMix64.mix(seed)));
    int[] fold = new int[labels.length];
    for (int image = 0; image < fold.length; image++) {
      fold[image] = ofGroup[counts.groupOf(image)];
    }
    return ofTable(fold, folds);
  }

  /**
   * Folds that lie one after the other: fold 0 is the first images, and so on.
   *
   * @param sizes images of each fold, at least 1 in at least 2 folds; not kept
   * @throws IllegalArgumentException if there are fewer, or more images than an int counts
   */
  public static FoldPlan contiguous(int[] sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException("folds is " + sizes.length + ", expected at least 2");
    }
    int[] starts = new int[sizes.length + 1];
    for (int fold = 0; fold < sizes.length; fold++) {
      if (sizes[fold] < 1) {
        throw new IllegalArgumentException(
            "size of fold " + fold + " is " + sizes[fold] + ", expected at least 1 image");
      }
      long end = (long) starts[fold] + sizes[fold];
      if (end > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "folds 0 to "
                + fold
                + " have "
                + end
                + " images, expected at most "
                + Integer.MAX_VALUE);
      }
      starts[fold + 1] = (int) end;
    }
    return new FoldPlan(
        starts,
        IntUnaryOperator.identity(),
        index -> {
          int found = Arrays.binarySearch(starts, index);
          return found >= 0 ? found : -found - 2;
        });
  }

  /** Images of the class that has fewest: with more folds than that, some have none of it. */
  public static int smallestClass(int[] labels) {
    requireNotNegative("label", labels);
    int[] sorted = labels.clone();
    Arrays.sort(sorted);
    int fewest = sorted.length;
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        fewest = Math.min(fewest, i - from);
        from = i;
      }
    }
    return fewest;
  }

  private static FoldPlan ofTable(int[] fold, int folds) {
    int[] starts = new int[folds + 1];
    for (int f : fold) {
      starts[f + 1]++;
    }
    for (int f = 0; f < folds; f++) {
      starts[f + 1] += starts[f];
    }
    int[] next = starts.clone();
    int[] sequence = new int[fold.length];
    for (int image = 0; image < fold.length; image++) {
      sequence[next[fold[image]]++] = image;
    }
    return new FoldPlan(starts, place -> sequence[place], index -> fold[index]);
  }

  /** Indices of the labels in the order of the labels, ascending for equal ones. */
  private static int[] sortedBy(int[] labels) {
    long[] keys = new long[labels.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) labels[i] << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    int[] indices = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      indices[i] = (int) keys[i];
    }
    return indices;
  }

  private static void requireNotNegative(String what, int[] values) {
    for (int image = 0; image < values.length; image++) {
      if (values[image] < 0) {
        throw new IllegalArgumentException(
            what + " of image " + image + " is " + values[image] + ", expected at least 0");
      }
    }
  }

  private static void requireFolds(int folds, int most, String what) {
    if (folds < 2 || folds > most) {
      throw new IllegalArgumentException(
          "folds is " + folds + ", expected 2 to " + most + ", the number of " + what);
    }
  }

  /** Number of folds, at least 2. */
  public int folds() {
    return starts.length - 1;
  }

  /** Number of images in all folds. */
  public int size() {
    return starts[folds()];
  }

  /**
   * The fold in which an image is held out.
   *
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int foldOf(int index) {
    return foldOf.applyAsInt(Objects.checkIndex(index, size()));
  }

  /**
   * The images of one fold, ascending.
   *
   * @throws IndexOutOfBoundsException if there is no such fold
   */
  public IndexOrder heldOut(int fold) {
    Objects.checkIndex(fold, folds());
    return new Stretch(starts[fold + 1] - starts[fold], starts[fold], 0, 0);
  }

  /**
   * All other images, fold by fold, ascending in each.
   *
   * @throws IndexOutOfBoundsException if there is no such fold
   */
  public IndexOrder training(int fold) {
    Objects.checkIndex(fold, folds());
    int held = starts[fold + 1] - starts[fold];
    return new Stretch(size() - held, 0, starts[fold], held);
  }

  /** Part of the sequence, from a place on, with a gap of some places behind its first ones. */
  private final class Stretch implements IndexOrder {

    private final int size;
    private final int first;
    private final int beforeGap;
    private final int gap;

    Stretch(int size, int first, int beforeGap, int gap) {
      this.size = size;
      this.first = first;
      this.beforeGap = beforeGap;
      this.gap = gap;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int at(int position) {
      int place = first + position + (position >= beforeGap ? gap : 0);
      return sequence.applyAsInt(place);
    }
  }
}
