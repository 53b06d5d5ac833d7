package io.github.imagefeed.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.result.ConfusionMatrix;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a trained model says of all images of a store. */
public final class Evaluation {

  private Evaluation() {}

  /** Hears of each image; called on the evaluating thread, so it must be quick. */
  public interface Predictions {

    /** Does nothing. */
    Predictions NONE = (index, label, predicted, probability) -> {};

    /**
     * Called once for each image, in the store's order.
     *
     * @param index of the image in the store
     * @param label its class
     * @param predicted the likeliest class; of equally likely ones the first
     * @param probability of that class, 0 to 1
     * @throws IOException to end the evaluation
     */
    void image(int index, int label, int predicted, float probability) throws IOException;
  }

  /**
   * Says of a store whether the model knows such images.
   *
   * @throws IllegalArgumentException if their size, channels or classes are not the model's; says
   *     both
   */
  public static void requireAlike(TrainedModel model, ImageStore store) {
    ImageShape shape = model.card().shape();
    if (!shape.sameSize(store.shape())) {
      throw new IllegalArgumentException(
          "the store's images are "
              + store.shape()
              + ", the model takes "
              + shape
              + "; import them in the model's size");
    }
    ClassNames classes = model.card().classes();
    if (!classes.equals(store.classes())) {
      throw new IllegalArgumentException(
          "the store's "
              + described(store.classes())
              + ", the model's "
              + described(classes)
              + "; expected the same, in the same order");
    }
  }

  private static String described(ClassNames classes) {
    int shown = Math.min(10, classes.size());
    return classes.size()
        + " classes are "
        + String.join(", ", classes.names().subList(0, shown))
        + (shown < classes.size() ? ", …" : "");
  }

  /**
   * Runs the model over all images of the store.
   *
   * @param model used by this thread alone meanwhile; belongs to the caller
   * @param store belongs to the caller; its layout does not matter
   * @param batch images at a time, at least 1; changes speed and memory only
   * @throws IllegalArgumentException as {@link #requireAlike}, or if the batch is too small
   * @throws IOException if the store cannot be read, or what {@code predictions} threw
   */
  public static ConfusionMatrix run(
      TrainedModel model, ImageStore store, int batch, Predictions predictions) throws IOException {
    requireAlike(model, store);
    StoreDataset images =
        StoreDataset.builder()
            .setStore(store)
            .setSampling(batch, false)
            .optNormalize(model.card().normalization())
            .build();
    int classes = store.classes().size();
    long[][] counts = new long[classes][classes];
    int index = 0;
    try {
      for (Batch some : images.getData(model.manager())) {
        try (some) {
          long[] labels = some.getLabels().singletonOrThrow().toLongArray();
          float[] probabilities = probabilities(model, some);
          for (int i = 0; i < labels.length; i++) {
            int label = Math.toIntExact(labels[i]);
            int best = likeliest(probabilities, i * classes, classes);
            counts[label][best]++;
            predictions.image(index++, label, best, probabilities[i * classes + best]);
          }
        }
      }
    } catch (UncheckedIOException e) { // an iterator can throw nothing else
      throw e.getCause();
    }
    return new ConfusionMatrix(store.classes().names(), counts);
  }

  private static float[] probabilities(TrainedModel model, Batch batch) {
    NDArray images = batch.getData().singletonOrThrow();
    return model.forward(images).softmax(1).toFloatArray();
  }

  private static int likeliest(float[] probabilities, int from, int count) {
    int best = 0;
    for (int c = 1; c < count; c++) {
      best = probabilities[from + c] > probabilities[from + best] ? c : best;
    }
    return best;
  }
}
