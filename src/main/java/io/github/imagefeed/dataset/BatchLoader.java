package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Pipeline;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Turns image indices into arrays: one read of the store, one uint8 array, one conversion.
 *
 * <p>Without a pipeline the data are float32 N×C×H×W in [0, 1] or normalised. With one, it gets
 * each image as uint8 H×W×C, as DJL's own image datasets hand them out, and the batchifier joins
 * what it returns. Labels are int64 N. Thread-safe if the pipeline is.
 */
final class BatchLoader {

  private static final float MAX_BYTE = 255f;

  /** Data and labels of one batch, attached to the manager that {@link #load} was given. */
  record Loaded(NDList data, NDList labels) implements AutoCloseable {
    @Override
    public void close() {
      data.close();
      labels.close();
    }
  }

  private final ImageStore store;
  private final Optional<Normalization> normalization;
  private final Optional<Pipeline> pipeline;
  private final Optional<Pipeline> targetPipeline;
  private final Batchifier dataBatchifier;
  private final Batchifier labelBatchifier;
  private final BufferPool buffers = new BufferPool();

  BatchLoader(
      ImageStore store,
      Optional<Normalization> normalization,
      Optional<Pipeline> pipeline,
      Optional<Pipeline> targetPipeline,
      Batchifier dataBatchifier,
      Batchifier labelBatchifier) {
    this.store = store;
    this.normalization = normalization;
    this.pipeline = pipeline;
    this.targetPipeline = targetPipeline;
    this.dataBatchifier = dataBatchifier;
    this.labelBatchifier = labelBatchifier;
  }

  /** Loads the images with these indices into the store, in this order. */
  Loaded load(NDManager manager, int[] indices) throws IOException {
    int bytes = bytes(indices.length);
    int[] labels = new int[indices.length];
    ByteBuffer buffer = buffers.take(bytes);
    NDArray images;
    try {
      store.read(indices, 0, indices.length, buffer, labels);
      // No copy: the array looks into the buffer, which is free again once converted.
      try (NDArray raw =
          manager.create(buffer.slice(0, bytes), rawShape(indices.length), DataType.UINT8)) {
        images = pipeline.isPresent() ? interleaved(raw) : floats(raw);
      }
    } finally {
      buffers.give(buffer);
    }
    NDArray targets = manager.create(widen(labels));
    if (pipeline.isEmpty()
        && dataBatchifier == Batchifier.STACK
        && labelBatchifier == Batchifier.STACK) {
      return new Loaded(new NDList(images), target(new NDList(targets)));
    }
    return oneByOne(manager, images, targets);
  }

  private int bytes(int images) {
    long bytes = (long) images * store.shape().bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a batch of "
              + images
              + " images of "
              + store.shape()
              + " has "
              + bytes
              + " bytes, at most "
              + Integer.MAX_VALUE
              + " fit one buffer; use a smaller batch");
    }
    return (int) bytes;
  }

  private Shape rawShape(int images) {
    ImageShape shape = store.shape();
    return shape.layout() == Layout.CHW
        ? new Shape(images, shape.channels(), shape.height(), shape.width())
        : new Shape(images, shape.height(), shape.width(), shape.channels());
  }

  /** A new float32 N×C×H×W array. */
  private NDArray floats(NDArray raw) {
    NDArray floats =
        store.shape().layout() == Layout.CHW
            ? raw.toType(DataType.FLOAT32, true)
            : permuted(raw, DataType.FLOAT32, 0, 3, 1, 2);
    // Divided, not multiplied by 1/255: the two differ in the last bit, and ToTensor divides.
    floats.divi(MAX_BYTE);
    if (normalization.isPresent()) {
      Normalization n = normalization.get();
      try (NDArray mean = perChannel(floats, n.mean());
          NDArray std = perChannel(floats, n.std())) {
        floats.subi(mean).divi(std);
      }
    }
    return floats;
  }

  private static NDArray perChannel(NDArray like, java.util.List<Float> values) {
    float[] array = new float[values.size()];
    for (int c = 0; c < array.length; c++) {
      array[c] = values.get(c);
    }
    return like.getManager().create(array, new Shape(1, array.length, 1, 1));
  }

  /** A new uint8 N×H×W×C array. */
  private NDArray interleaved(NDArray raw) {
    return store.shape().layout() == Layout.HWC
        ? raw.duplicate()
        : permuted(raw, DataType.UINT8, 0, 2, 3, 1);
  }

  /** A copy with permuted axes whose elements lie in memory in the new order. */
  private static NDArray permuted(NDArray raw, DataType type, int... axes) {
    try (NDArray view = raw.transpose(axes);
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

  private static long[] widen(int[] labels) {
    long[] wide = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      wide[i] = labels[i];
    }
    return wide;
  }

  /** The way of DJL's own datasets, for pipelines and batchifiers that look at single images. */
  private Loaded oneByOne(NDManager manager, NDArray images, NDArray targets) {
    try (images;
        targets;
        NDManager scratch = manager.newSubManager()) {
      images.attach(scratch);
      targets.attach(scratch);
      int count = (int) images.getShape().get(0);
      NDList[] data = new NDList[count];
      NDList[] labels = new NDList[count];
      for (int i = 0; i < count; i++) {
        NDList image = new NDList(images.get(i));
        data[i] = pipeline.isPresent() ? pipeline.get().transform(image) : image;
        labels[i] = new NDList(targets.get(i));
      }
      NDList batch = dataBatchifier.batchify(data);
      NDList batchLabels = target(labelBatchifier.batchify(labels));
      batch.attach(manager);
      batchLabels.attach(manager);
      return new Loaded(batch, batchLabels);
    }
  }

  private NDList target(NDList labels) {
    return targetPipeline.isPresent() ? targetPipeline.get().transform(labels) : labels;
  }

  /**
   * One image as float32 C×H×W, or as the uint8 H×W×C that the pipeline expects, with its label as
   * an int64 scalar.
   */
  Record record(NDManager manager, int index) throws IOException {
    int bytes = store.shape().bytes();
    int[] label = new int[1];
    ByteBuffer buffer = buffers.take(bytes);
    try {
      store.read(new int[] {index}, 0, 1, buffer, label);
      try (NDArray raw = manager.create(buffer.slice(0, bytes), rawShape(1), DataType.UINT8);
          NDArray batch = pipeline.isPresent() ? interleaved(raw) : floats(raw)) {
        NDArray image = batch.squeeze(0);
        return new Record(new NDList(image), new NDList(manager.create((long) label[0])));
      }
    } finally {
      buffers.give(buffer);
    }
  }
}
