package io.github.imagefeed.training.kfold;

import io.github.imagefeed.order.Draws;
import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that decides the outcome of a cross-validation; {@link ExperimentFile} keeps it.
 *
 * @param recipe of each training; its seed gives each fold another one
 * @param devices trained on
 * @param store of the images; a test split is no part of it
 * @param digest of the store's content
 * @param folds at least 2
 * @param repeats times that the images are divided anew, at least 1
 * @param groups file of groups whose images stay together
 * @param groupsDigest SHA-256 of that file, 64 hex digits
 * @param schedule of checkpoints inside an epoch
 */
public record CrossValidation(
    Recipe recipe,
    Devices devices,
    Path store,
    String digest,
    int folds,
    int repeats,
    Optional<Path> groups,
    Optional<String> groupsDigest,
    CheckpointSchedule schedule) {

  public CrossValidation {
    if (folds < 2) {
      throw new IllegalArgumentException("folds are " + folds + ", expected at least 2");
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats are " + repeats + ", expected at least 1");
    }
    if (groups.isPresent() != groupsDigest.isPresent()) {
      throw new IllegalArgumentException("a file of groups and its digest belong together");
    }
  }

  /** All trainings, in the order in which they are begun. */
  public List<FoldId> ids() {
    List<FoldId> ids = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      for (int fold = 1; fold <= folds; fold++) {
        ids.add(new FoldId(repeat, fold));
      }
    }
    return ids;
  }

  /** What people call a training: {@code fold 3 of 10}, or {@code repeat 2, fold 3 of 10}. */
  public String name(FoldId id) {
    String fold = "fold " + id.fold() + " of " + folds;
    return repeats == 1 ? fold : "repeat " + id.repeat() + ", " + fold;
  }

  /** The recipe of one fold: initial parameters and order differ from fold to fold. */
  Recipe recipeOf(FoldId id) {
    return recipe.withSeed(Draws.of(recipe.seed(), id.repeat(), id.fold()));
  }
}
