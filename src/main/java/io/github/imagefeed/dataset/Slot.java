package io.github.imagefeed.dataset;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;

/**
 * Staging memory as the engine sees it: uint8 pixels and int64 labels.
 *
 * <p>On the CPU PyTorch's arrays look into the memory itself, so those of one batch serve the next
 * one of the same size too. Anywhere else making an array copies, and each batch needs its own. One
 * thread at a time.
 */
final class Slot {

  private static final String SHARES_MEMORY = "PyTorch";

  private final NDManager manager;
  private final boolean shared;
  private final Staging staging;
  private NDArray pixels;
  private NDArray labels;

  /**
   * Makes a slot without arrays yet.
   *
   * @param manager owns the arrays
   * @param staging must not go back to its pool before the manager is closed
   */
  Slot(NDManager manager, Staging staging) {
    this.manager = manager;
    this.staging = staging;
    this.shared =
        Device.Type.CPU.equals(manager.getDevice().getDeviceType())
            && SHARES_MEMORY.equals(manager.getEngine().getEngineName());
  }

  Staging staging() {
    return staging;
  }

  /** Makes the arrays show what was read into the staging memory. */
  void refresh(ImageShape shape, int count) {
    if (pixels != null) {
      if (shared && pixels.getShape().get(0) == count) {
        return;
      }
      pixels.close();
      labels.close();
    }
    int bytes = count * shape.bytes();
    pixels = manager.create(staging.pixels(bytes), stored(shape, count), DataType.UINT8);
    labels = manager.create(staging.labels(count), new Shape(count), DataType.INT64);
  }

  private static Shape stored(ImageShape shape, int count) {
    return shape.layout() == Layout.CHW
        ? new Shape(count, shape.channels(), shape.height(), shape.width())
        : new Shape(count, shape.height(), shape.width(), shape.channels());
  }

  /** uint8, N×C×H×W or N×H×W×C as stored; changes with the next batch. */
  NDArray pixels() {
    return pixels;
  }

  /** int64, N; changes with the next batch. */
  NDArray labels() {
    return labels;
  }
}
