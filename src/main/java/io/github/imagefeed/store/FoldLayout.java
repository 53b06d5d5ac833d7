package io.github.imagefeed.store;

import java.util.List;

/**
 * How the images of a store lie in folds for a cross-validation: fold 0 is the first images, fold 1
 * the next, and so on, each in the order in which the images were read.
 *
 * @param seed of the plan by which they were chosen
 * @param grouped whether images of a group were kept together, otherwise classes are even alone
 * @param sizes images of each fold, at least 1 in at least 2 folds
 */
public record FoldLayout(long seed, boolean grouped, List<Integer> sizes) {

  public FoldLayout {
    sizes = List.copyOf(sizes);
    if (sizes.size() < 2) {
      throw new IllegalArgumentException("folds is " + sizes.size() + ", expected at least 2");
    }
    for (int fold = 0; fold < sizes.size(); fold++) {
      if (sizes.get(fold) < 1) {
        throw new IllegalArgumentException(
            "size of fold " + fold + " is " + sizes.get(fold) + ", expected at least 1 image");
      }
    }
  }

  /** Images in all folds. */
  public long images() {
    return sizes.stream().mapToLong(Integer::longValue).sum();
  }

  /** Throws unless these are the folds of so many images. */
  void requireImages(int count) {
    if (images() != count) {
      throw new IllegalArgumentException(
          "the folds have " + images() + " images, expected the " + count + " of the store");
    }
  }
}
