package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.ImageStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times an epoch that only loads: every image once, as float32 N×C×H×W and int64 labels in DJL
 * arrays, each batch closed at once.
 *
 * <p>Contestants take turns and a new one begins each round, so that a drift of the machine hits
 * all alike. Each has one untimed pass before its first timed one in an order; the page cache is
 * warm.
 *
 * @param orders at least one
 * @param repeat timed epochs for each contestant and order, at least 1
 * @param batch images a batch
 */
public record LoadExperiment(List<EpochOrder.Kind> orders, int repeat, int batch, long seed) {

  private static final double WARM_UP_SECONDS = 2;

  public LoadExperiment {
    orders = List.copyOf(orders);
    if (repeat < 1) {
      throw new IllegalArgumentException("repeat is " + repeat + ", expected at least 1");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch is " + batch + ", expected at least 1");
    }
  }

  /** One measurement {@link MetricNames#EPOCH_LOAD} for each store and order. */
  public List<Measurement> run(Map<String, ImageStore> stores, Watch watch) {
    Samples samples = new Samples();
    List<String> names = new ArrayList<>(stores.keySet());
    long passes = (long) names.size() * orders.size() * repeat;
    try (Watch.Task task = watch.begin("timing epochs of loading", passes);
        NDManager manager = NDManager.newBaseManager()) {
      long done = 0;
      for (EpochOrder.Kind order : orders) {
        Map<String, StoreDataset> datasets = datasets(stores, order);
        warmUp(datasets.values(), manager);
        for (int round = 0; round < repeat; round++) {
          for (String name : rotated(names, round)) {
            double seconds = seconds(datasets.get(name), manager);
            samples.add(
                MetricNames.EPOCH_LOAD, name, order.toString(), MetricNames.SECONDS, seconds);
            task.at(++done, name + " " + order);
          }
        }
      }
    }
    return samples.measurements();
  }

  private static void warmUp(Collection<StoreDataset> datasets, NDManager manager) {
    double seconds = 0;
    do {
      for (StoreDataset dataset : datasets) {
        seconds += seconds(dataset, manager);
      }
    } while (seconds < WARM_UP_SECONDS);
  }

  private Map<String, StoreDataset> datasets(
      Map<String, ImageStore> stores, EpochOrder.Kind order) {
    Map<String, StoreDataset> datasets = new LinkedHashMap<>();
    stores.forEach(
        (name, store) ->
            datasets.put(
                name,
                StoreDataset.builder()
                    .setStore(store)
                    .setSampling(batch, order)
                    .optSeed(seed)
                    .build()));
    return datasets;
  }

  static List<String> rotated(List<String> names, int by) {
    List<String> turned = new ArrayList<>(names);
    Collections.rotate(turned, -by);
    return turned;
  }

  private static double seconds(StoreDataset dataset, NDManager manager) {
    long begin = System.nanoTime();
    long images = 0;
    for (Batch batch : dataset.getData(manager)) {
      images += batch.getSize();
      batch.close();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (images != dataset.size()) {
      throw new IllegalStateException(
          images + " images came out of a dataset of " + dataset.size());
    }
    return seconds;
  }
}
