package io.github.imagefeed.training.kfold;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which images of a store are held out in which fold of each repeat. A store that lies in folds has
 * its own; else it depends on labels, groups, seed and repeat alone. Immutable.
 */
public final class FoldPlans {

  private static final int BATCH_BYTES = 1 << 22;

  private final CrossValidation experiment;
  private final int[] labels;
  private final List<FoldPlan> ofRepeats;

  private FoldPlans(CrossValidation experiment, int[] labels, List<FoldPlan> ofRepeats) {
    this.experiment = experiment;
    this.labels = labels;
    this.ofRepeats = ofRepeats;
  }

  /**
   * Plans all repeats; reads all of the store once, for the labels.
   *
   * @param groups group of each image, where the experiment has groups
   * @throws IllegalArgumentException if there cannot be such folds; the message says why
   */
  public static FoldPlans of(CrossValidation experiment, ImageStore store, Optional<int[]> groups)
      throws IOException {
    int[] labels = labels(store);
    Optional<FoldLayout> layout = store.manifest().folds();
    List<FoldPlan> plans = new ArrayList<>();
    for (int repeat = 1; repeat <= experiment.repeats(); repeat++) {
      long seed = experiment.recipe().seed() + repeat - 1;
      if (layout.isPresent()) {
        plans.add(laidOut(experiment, layout.get()));
      } else {
        plans.add(
            groups.isPresent()
                ? FoldPlan.grouped(labels, groups.get(), experiment.folds(), seed)
                : FoldPlan.stratified(labels, experiment.folds(), seed));
      }
    }
    return new FoldPlans(experiment, labels, plans);
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

  private static int[] labels(ImageStore store) throws IOException {
    int batch = Math.max(1, BATCH_BYTES / store.shape().bytes());
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * store.shape().bytes());
    int[] labels = new int[store.size()];
    int[] some = new int[batch];
    int[] indices = new int[batch];
    for (int done = 0; done < labels.length; done += batch) {
      int count = Math.min(batch, labels.length - done);
      for (int i = 0; i < count; i++) {
        indices[i] = done + i;
      }
      store.read(indices, 0, count, pixels, some);
      System.arraycopy(some, 0, labels, done, count);
    }
    return labels;
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
  public FoldPlan scattered() {
    return FoldPlan.stratified(labels, experiment.folds(), ~experiment.recipe().seed());
  }

  /**
   * Classes that have fewer images than there are folds, each with their number, for a warning:
   * some folds then hold out none of them.
   */
  public List<String> rareClasses(ClassNames classes) {
    int[] counts = new int[classes.size()];
    for (int label : labels) {
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
