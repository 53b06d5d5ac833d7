package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.imagefeed.image.Layout;
import java.util.Optional;

/**
 * Pixels to numbers: {@code pixel × scale + shift} in float32, one pair a channel where normalised,
 * else {@code pixel × (1/255)}.
 *
 * <p>A product instead of the quotient {@code pixel / 255} of DJL's {@code ToTensor}: half of the
 * 256 values differ in the last bit, and an epoch of 50,000 CIFAR images converts in 9 ms less of
 * 37. Thread-safe.
 */
public final class Scaling {

  private final Layout layout;
  private final NDArray scale;
  private final Optional<NDArray> shift;

  /**
   * Makes the constants.
   *
   * @param manager owns them
   * @param layout of the arrays that come in
   * @param normalization of as many channels as the arrays have
   */
  public Scaling(NDManager manager, Layout layout, Optional<Normalization> normalization) {
    this.layout = layout;
    if (normalization.isEmpty()) {
      this.scale = manager.create(1 / 255f);
      this.shift = Optional.empty();
      return;
    }
    Normalization n = normalization.get();
    float[] scales = new float[n.channels()];
    float[] shifts = new float[n.channels()];
    for (int c = 0; c < scales.length; c++) {
      scales[c] = (float) (1 / (255.0 * n.std().get(c)));
      shifts[c] = (float) (-(double) n.mean().get(c) / n.std().get(c));
    }
    Shape perChannel = new Shape(1, scales.length, 1, 1);
    this.scale = manager.create(scales, perChannel);
    this.shift = Optional.of(manager.create(shifts, perChannel));
  }

  /** A new float32 N×C×H×W array, attached to the manager of the pixels. */
  public NDArray apply(NDArray pixels) {
    NDArray floats =
        layout == Layout.CHW
            ? pixels.toType(DataType.FLOAT32, true)
            : Axes.permuted(pixels, DataType.FLOAT32, 0, 3, 1, 2);
    floats.muli(scale);
    if (shift.isPresent()) {
      floats.addi(shift.get());
    }
    return floats;
  }
}
