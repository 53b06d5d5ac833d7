package io.github.imagefeed.convert;

import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.store.FoldLayout;
import java.util.Optional;
import java.util.stream.IntStream;

/** How many folds images are to lie in, and what decides which image goes where. Immutable. */
public final class Folding {

  private final int folds;
  private final long seed;
  private final Optional<int[]> groups;

  private Folding(int folds, long seed, Optional<int[]> groups) {
    this.folds = folds;
    this.seed = seed;
    this.groups = groups;
  }

  /** By {@link FoldPlan#stratified}. */
  public static Folding stratified(int folds, long seed) {
    return new Folding(folds, seed, Optional.empty());
  }

  /**
   * By {@link FoldPlan#grouped}.
   *
   * @param groups the group of each image, see {@link Groups}; copied
   */
  public static Folding grouped(int folds, long seed, int[] groups) {
    return new Folding(folds, seed, Optional.of(groups.clone()));
  }

  /**
   * The folds of images with these labels.
   *
   * @throws IllegalArgumentException if there cannot be so many folds, or there are groups for
   *     another number of images
   */
  public FoldPlan plan(int[] labels) {
    return groups.isPresent()
        ? FoldPlan.grouped(labels, groups.get(), folds, seed)
        : FoldPlan.stratified(labels, folds, seed);
  }

  /**
   * Refuses what {@link #plan} would refuse for any labels, before they are known.
   *
   * @throws IllegalArgumentException as {@link #plan} does
   */
  void requirePlanFor(int images) {
    plan(new int[images]);
  }

  /** What a store says that is written by a plan of this. */
  FoldLayout layout(FoldPlan plan) {
    return new FoldLayout(
        seed,
        groups.isPresent(),
        IntStream.range(0, plan.folds()).mapToObj(fold -> plan.heldOut(fold).size()).toList());
  }
}
