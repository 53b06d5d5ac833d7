package io.github.imagefeed.longrun;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.dataset.BatchIterator;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;

/** A small store and a dataset of it, to be loaded again and again. */
final class Loads implements AutoCloseable {

  static final int WORKERS = 2;

  private final ImageStore store;
  private final NDManager manager = NDManager.newBaseManager();
  private final StoreDataset dataset;

  private Loads(ImageStore store, int batch) {
    this.store = store;
    this.dataset =
        StoreDataset.builder()
            .setStore(store)
            .setSampling(batch, true)
            .optSeed(1)
            .optWorkers(WORKERS)
            .build();
  }

  /**
   * Writes the store and opens it.
   *
   * @param batches an epoch, even
   */
  static Loads of(String format, Path folder, ImageShape shape, int batch, int batches)
      throws IOException {
    StoreFormat found = Formats.named(format, FormatOptions.DEFAULT);
    Path path = folder.resolve("store." + format);
    TestImages.of(shape, batch * batches).write(found, path);
    return new Loads(new Meeting(found.open(path), WORKERS, batches), batch);
  }

  /** Loads an epoch to its end; returns the number of batches. */
  long epoch() {
    long batches = 0;
    try (BatchIterator epoch = dataset.batches(manager)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          batches += batch.getSize() > 0 ? 1 : 0;
        }
      }
    }
    return batches;
  }

  @Override
  public void close() throws IOException {
    manager.close();
    store.close();
  }
}
