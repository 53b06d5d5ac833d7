package io.github.imagefeed.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;

/** The arrays of one batch, kept in memory to be learned any number of times. */
final class MemoryBatch implements AutoCloseable {

  private final NDManager manager;
  private final NDList data;
  private final NDList labels;
  private final int size;

  private MemoryBatch(NDManager manager, NDList data, NDList labels, int size) {
    this.manager = manager;
    this.data = data;
    this.labels = labels;
    this.size = size;
  }

  /** A copy of a batch, which stays the caller's. Close it before the run that the batch is of. */
  static MemoryBatch copyOf(Batch batch) {
    NDManager manager = batch.getManager().getParentManager().newSubManager();
    return new MemoryBatch(
        manager,
        copy(batch.getData(), manager),
        copy(batch.getLabels(), manager),
        Math.toIntExact(batch.getSize()));
  }

  private static NDList copy(NDList arrays, NDManager manager) {
    NDList copies = new NDList(arrays.size());
    for (NDArray array : arrays) {
      NDArray copy = array.duplicate();
      copy.attach(manager);
      copies.add(copy);
    }
    return copies;
  }

  /**
   * A batch of the same arrays, without a copy. It has a manager of its own, as the engine leaves
   * there all that a step makes of the images: in one manager for all, activations would pile up.
   */
  Batch view() {
    NDManager own = manager.newSubManager();
    return new Batch(
        own,
        views(data, own),
        views(labels, own),
        size,
        Batchifier.STACK,
        Batchifier.STACK,
        size,
        size);
  }

  private static NDList views(NDList arrays, NDManager manager) {
    NDList views = new NDList(arrays.size());
    for (NDArray array : arrays) {
      NDArray view = array.stopGradient();
      view.attach(manager);
      views.add(view);
    }
    return views;
  }

  @Override
  public void close() {
    manager.close();
  }
}
