package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.Measurement;
import java.io.IOException;
import java.util.Map;

/** Something that loads the images of a set: a contestant in the measurements. */
public interface Loader {

  /** Format or kind, as it stands in results. */
  String name();

  /** What tells it apart from others of its name, see {@link Measurement#settings}. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** Name and settings together: no two contestants of a measurement have the same. */
  default String label() {
    return Measurement.label(name(), settings());
  }

  /** Timed epochs at most, for those that take seconds where others take milliseconds. */
  default int mostEpochs() {
    return Integer.MAX_VALUE;
  }

  /** Whether it can load in such an order. */
  default boolean knows(EpochOrder.Kind order) {
    return true;
  }

  /** Prepares epochs in an order; what that costs is not measured. */
  Epochs epochs(EpochOrder order, int batch) throws IOException;

  /** One epoch after the other. */
  interface Epochs extends AutoCloseable {

    /** Number of images in an epoch. */
    long size();

    /** The next epoch: float32 N×C×H×W and int64 N; the caller closes each batch. */
    Iterable<Batch> next(NDManager manager) throws IOException, TranslateException;

    /** Releases what {@link Loader#epochs} has prepared; the loader stays as it is. */
    @Override
    default void close() {}
  }
}
