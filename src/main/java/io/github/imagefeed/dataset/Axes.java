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
      try (NDArray shaped = flat.reshape(view.getShape())) {
        // Of grey images all of these are views: without a copy the result would be one too.
        return type == shaped.getDataType() ? shaped.duplicate() : shaped.toType(type, true);
      }
    }
  }
}
