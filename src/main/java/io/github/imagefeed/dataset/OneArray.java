package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The list of one array that a batch's data, or labels, usually are. Smaller than what the
 * superclass makes of one array, and attached without a closure: what a batch leaves to the garbage
 * collector should be DJL's alone.
 */
final class OneArray extends NDList {

  private static final long serialVersionUID = 1L;

  OneArray(NDArray array) {
    super(1);
    add(array);
  }

  @Override
  public void attach(NDManager manager) {
    for (int i = 0; i < size(); i++) {
      get(i).attach(manager);
    }
  }
}
