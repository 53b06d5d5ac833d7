package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Changes of layout. */
final class Axes {

  private Axes() {}

  /** A copy with permuted axes whose elements lie in memory in the new order. */
  static NDArray permuted(NDArray array, DataType type, int... axes) {
    try (NDArray view = array.transpose(axes);
        NDArray flat = view.flatten()) {
      NDArray shaped = flat.reshape(view.getShape());
      if (type == shaped.getDataType()) {
        return shaped;
      }
      try (shaped) {
        return shaped.toType(type, true);
      }
    }
  }
}
