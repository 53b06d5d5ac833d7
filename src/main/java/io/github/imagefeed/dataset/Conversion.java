package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Pipeline;
import io.github.imagefeed.image.Layout;
import java.util.Optional;

/**
 * What becomes of a batch of uint8 images and their labels.
 *
 * <p>Without a pipeline the data are float32 N×C×H×W, scaled by {@link Scaling}, or left uint8.
 * With one, it gets each image as uint8 H×W×C, as DJL's own image datasets hand them out, and the
 * batchifier joins what it returns. Labels are int64 N. Thread-safe if the pipelines are.
 */
record Conversion(
    boolean bytes,
    Optional<Normalization> normalization,
    Optional<Pipeline> pipeline,
    Optional<Pipeline> targetPipeline,
    Batchifier dataBatchifier,
    Batchifier labelBatchifier) {

  /** The images in the slot as new arrays, attached to its manager. */
  NDList data(Slot slot, Scaling scaling, Layout layout) {
    NDArray images;
    if (bytes) {
      images = planes(slot.pixels(), layout);
    } else {
      images =
          pipeline.isPresent() ? interleaved(slot.pixels(), layout) : scaling.apply(slot.pixels());
    }
    return pipeline.isEmpty() && dataBatchifier == Batchifier.STACK
        ? new OneArray(images)
        : oneByOne(images, pipeline, dataBatchifier);
  }

  /** The labels in the slot as new arrays, attached to its manager. */
  NDList labels(Slot slot) {
    NDArray all = slot.labels().duplicate();
    NDList labels =
        labelBatchifier == Batchifier.STACK
            ? new OneArray(all)
            : oneByOne(all, Optional.empty(), labelBatchifier);
    return targetPipeline.isPresent() ? targetPipeline.get().transform(labels) : labels;
  }

  /** The first image alone, without its pipeline: float32 C×H×W, or the uint8 H×W×C for it. */
  NDArray single(Slot slot, NDManager manager, Layout layout) {
    NDArray images =
        pipeline.isPresent()
            ? interleaved(slot.pixels(), layout)
            : new Scaling(manager, layout, normalization).apply(slot.pixels());
    return images.squeeze(0);
  }

  /** A new uint8 N×C×H×W array. */
  private static NDArray planes(NDArray pixels, Layout layout) {
    return layout == Layout.CHW
        ? pixels.duplicate()
        : Axes.permuted(pixels, DataType.UINT8, 0, 3, 1, 2);
  }

  /** A new uint8 N×H×W×C array. */
  private NDArray interleaved(NDArray pixels, Layout layout) {
    return layout == Layout.HWC
        ? pixels.duplicate()
        : Axes.permuted(pixels, DataType.UINT8, 0, 2, 3, 1);
  }

  /** The way of DJL's own datasets, for pipelines and batchifiers that look at single images. */
  private static NDList oneByOne(NDArray all, Optional<Pipeline> pipeline, Batchifier batchifier) {
    NDManager manager = all.getManager();
    try (all;
        NDManager scratch = manager.newSubManager()) {
      all.attach(scratch);
      NDList[] single = new NDList[(int) all.getShape().get(0)];
      for (int i = 0; i < single.length; i++) {
        NDList one = new NDList(all.get(i));
        single[i] = pipeline.isPresent() ? pipeline.get().transform(one) : one;
      }
      NDList batch = batchifier.batchify(single);
      batch.attach(manager);
      return batch;
    }
  }
}
