package io.github.imagefeed.training.kfold;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which images of a store are held out in which fold of each repeat. A store that lies in folds has
 * its own; else it depends on labels, groups, seed and repeat alone. Not thread-safe.
 */
public final class FoldPlans {

  private final CrossValidation experiment;
  private final ImageStore store;
  private final Labels labels;
  private final List<FoldPlan> ofRepeats;

  private FoldPlans(
      CrossValidation experiment, ImageStore store, Labels labels, List<FoldPlan> ofRepeats) {
    this.experiment = experiment;
    this.store = store;
    this.labels = labels;
    this.ofRepeats = ofRepeats;
  }

  /**
   * Plans all repeats; reads all of the store once, for the labels, unless it lies in folds.
   *
   * @param store stays the caller's, and open while plans are asked for
   * @param groups group of each image, where the experiment has groups
   * @throws IllegalArgumentException if there cannot be such folds; the message says why
   */
  public static FoldPlans of(CrossValidation experiment, ImageStore store, Optional<int[]> groups)
      throws IOException {
    Labels labels = new Labels(store);
    Optional<FoldLayout> layout = store.manifest().folds();
    List<FoldPlan> plans = new ArrayList<>();
    for (int repeat = 1; repeat <= experiment.repeats(); repeat++) {
      long seed = experiment.recipe().seed() + repeat - 1;
      if (layout.isPresent()) {
        plans.add(laidOut(experiment, layout.get()));
      } else {
        plans.add(
            groups.isPresent()
                ? FoldPlan.grouped(labels.all(), groups.get(), experiment.folds(), seed)
                : FoldPlan.stratified(labels.all(), experiment.folds(), seed));
      }
    }
    return new FoldPlans(experiment, store, labels, plans);
  }

  private static FoldPlan laidOut(CrossValidation experiment, FoldLayout layout) {
    if (layout.sizes().size() != experiment.folds()) {
      throw new IllegalArgumentException(
          "folds are "
              + experiment.folds()
              + ", but the store is laid out in "
              + layout.sizes().size()
              + "; leave --folds out, or import it without");
    }
    if (experiment.repeats() > 1 || experiment.groups().isPresent()) {
      throw new IllegalArgumentException(
          "the store is laid out in folds, which are the same each time; repeats and groups are for"
              + " stores without");
    }
    return FoldPlan.contiguous(layout.sizes().stream().mapToInt(Integer::intValue).toArray());
  }

  public CrossValidation experiment() {
    return experiment;
  }

  /** The training of one fold. */
  public FoldRun run(FoldId id) {
    return new FoldRun(experiment, id, ofRepeats.get(id.repeat() - 1));
  }

  /** The first division. */
  public FoldPlan first() {
    return ofRepeats.get(0);
  }

  /** As many stratified folds of the same images, scattered over the store. */
  public FoldPlan scattered() throws IOException {
    return FoldPlan.stratified(labels.all(), experiment.folds(), ~experiment.recipe().seed());
  }

  /**
   * The folds of a store of the same images that does not lie in folds; where those of this one are
   * stratified and the images are in the order in which they were imported, the same folds.
   *
   * @throws IllegalArgumentException as {@link #requireOrdinary} does
   */
  public FoldPlan ofOrdinary(ImageStore ordinary, String name) throws IOException {
    requireOrdinary(ordinary, name);
    long seed = store.manifest().folds().orElseThrow().seed();
    return FoldPlan.stratified(new Labels(ordinary).all(), experiment.folds(), seed);
  }

  /**
   * Says before any work whether a store can stand beside this one as an ordinary one.
   *
   * @param name what people call it
   * @throws IllegalArgumentException if this store does not lie in folds, if the other one does, or
   *     if it differs in the number, shape or classes of its images
   */
  public void requireOrdinary(ImageStore ordinary, String name) {
    if (store.manifest().folds().isEmpty()) {
      throw new IllegalArgumentException(
          name + ": nothing to compare with, the store itself does not lie in folds");
    }
    if (ordinary.manifest().folds().isPresent()) {
      throw new IllegalArgumentException(
          name + ": lies in folds itself, expected an ordinary store of the same images");
    }
    if (ordinary.size() != store.size()
        || !ordinary.shape().equals(store.shape())
        || !ordinary.classes().equals(store.classes())) {
      throw new IllegalArgumentException(
          name
              + ": "
              + ordinary.size()
              + " images of "
              + ordinary.shape()
              + " in "
              + ordinary.classes().size()
              + " classes, expected the same images: "
              + store.size()
              + " of "
              + store.shape()
              + " in the same "
              + store.classes().size()
              + " classes");
    }
  }

  /**
   * Classes that have fewer images than there are folds, each with their number, for a warning:
   * some folds then hold out none of them.
   */
  public List<String> rareClasses() throws IOException {
    ClassNames classes = store.classes();
    int[] counts = new int[classes.size()];
    for (int label : labels.all()) {
      counts[label]++;
    }
    List<String> rare = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] < experiment.folds()) {
        rare.add("'" + classes.name(label) + "' (" + counts[label] + ")");
      }
    }
    return rare;
  }
}
