package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What it gains to read the folds of a store that lies in folds as the ranges that they are,
 * instead of by index views, as one reads an ordinary store: an epoch of the images that one fold
 * trains on, shuffled, and one of those that it holds out, in their order. The index view has as
 * many images, scattered over the same file as stratified folds of an ordinary store are.
 *
 * <p>Contestants take turns and a new one begins each round, after untimed epochs. Cold, each epoch
 * begins with nothing of the store in the page cache.
 *
 * @param warmRounds at least 1
 * @param coldRounds 0 leaves cold epochs out, as where the system cannot drop pages
 * @param batch images a batch
 */
public record FoldLoading(int warmRounds, int coldRounds, int batch) {

  /** As results call the ways to read. */
  public static final String RANGES = "ranges";

  public static final String INDICES = "indices";

  /** As results call the images. */
  public static final String TRAINING = "training";

  public static final String HELD_OUT = "held out";

  private static final int WARM_UP_EPOCHS = 5;
  private static final int FOLD = 0;

  /** One way to read one part. */
  private record Entry(StoreLoader loader, Loader.Epochs epochs, String part, String way) {}

  /**
   * {@link MetricNames#FOLD_LOAD} of both ways and parts, warm and cold.
   *
   * @param ranges of the store's layout
   * @param scattered of as many folds of the same images
   */
  public List<Measurement> run(
      String format, ImageStore store, Path path, FoldPlan ranges, FoldPlan scattered, Watch watch)
      throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    add(entries, format, store, TRAINING, RANGES, ranges.training(FOLD));
    add(entries, format, store, TRAINING, INDICES, scattered.training(FOLD));
    add(entries, format, store, HELD_OUT, RANGES, ranges.heldOut(FOLD));
    add(entries, format, store, HELD_OUT, INDICES, scattered.heldOut(FOLD));
    Samples samples = new Samples();
    int rounds = warmRounds + coldRounds;
    try (Watch.Task task = watch.begin("timing folds", (long) rounds * entries.size());
        NDManager manager = NDManager.newBaseManager()) {
      EpochProbe probe = new EpochProbe(manager);
      for (int i = 0; i < WARM_UP_EPOCHS; i++) {
        for (Entry entry : entries.values()) {
          probe.load(entry.epochs());
        }
      }
      long done = 0;
      for (int round = 0; round < rounds; round++) {
        boolean cold = round >= warmRounds;
        for (String name : Rotation.of(List.copyOf(entries.keySet()), round)) {
          Entry entry = entries.get(name);
          if (cold) {
            PageCache.requireDropped(path);
          }
          add(samples, entry, cold, probe.load(entry.epochs()).seconds());
          task.at(++done, name);
        }
      }
    }
    return samples.measurements();
  }

  private void add(
      Map<String, Entry> entries,
      String format,
      ImageStore store,
      String part,
      String way,
      IndexOrder indices)
      throws IOException {
    ImageStore view = StoreView.of(store, indices::at, indices.size());
    StoreLoader loader = new StoreLoader(format, view, OptionalInt.empty());
    EpochOrder order = part.equals(TRAINING) ? EpochOrder.shuffled(1) : EpochOrder.sequential();
    entries.put(part + " by " + way, new Entry(loader, loader.epochs(order, batch), part, way));
  }

  private static void add(Samples samples, Entry entry, boolean cold, double seconds) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SettingNames.PART, entry.part());
    settings.put(SettingNames.READ_BY, entry.way());
    if (cold) {
      settings.put(SettingNames.CACHE, SettingNames.COLD);
    }
    samples.add(
        MetricNames.FOLD_LOAD, entry.loader().name(), "", settings, MetricNames.SECONDS, seconds);
  }
}
