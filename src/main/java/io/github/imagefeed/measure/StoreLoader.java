package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.EpochSampler;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.ImageStore;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A store through {@link StoreDataset}.
 *
 * @param name the format, and what else tells the store apart from others
 * @param store belongs to the caller
 * @param workers loading threads; empty for the dataset's own choice
 */
public record StoreLoader(String name, ImageStore store, OptionalInt workers) implements Loader {

  @Override
  public Map<String, String> settings() {
    return workers.isPresent()
        ? Map.of(SettingNames.WORKERS, String.valueOf(workers.getAsInt()))
        : Map.of();
  }

  @Override
  public Epochs epochs(EpochOrder order, int batch) {
    StoreDataset.Builder builder =
        StoreDataset.builder()
            .setStore(store)
            .setSampling(new EpochSampler(batch, false, order, 0));
    workers.ifPresent(builder::optWorkers);
    StoreDataset dataset = builder.build();
    return new Epochs() {
      @Override
      public long size() {
        return dataset.size();
      }

      @Override
      public Iterable<Batch> next(NDManager manager) {
        return dataset.getData(manager);
      }
    };
  }
}
