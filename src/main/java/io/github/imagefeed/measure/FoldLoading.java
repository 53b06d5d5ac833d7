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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What it gains to read the folds of a store that lies in folds as the ranges that they are,
 * instead of by index views, as one reads an ordinary store: an epoch of the images that one fold
 * trains on, shuffled, and one of those that it holds out, in their order. The index view is over
 * an ordinary store of the same images, or, where there is none, has as many images scattered over
 * the same file as stratified folds of an ordinary store are.
 *
 * <p>Contestants take turns and a new one begins each round, after untimed epochs. Cold, each epoch
 * begins with nothing of its store in the page cache; where that cannot be had, cold epochs are
 * left out.
 *
 * @param warmRounds at least 1
 * @param coldRounds 0 leaves cold epochs out, as where the system cannot drop pages
 * @param batch images a batch
 */
public record FoldLoading(int warmRounds, int coldRounds, int batch) {

  private static final int WARM_UP_EPOCHS = 5;
  private static final int FOLD = 0;

  /**
   * A store and how its folds are read.
   *
   * @param way as results call it, see {@link SettingNames#READ_BY}
   * @param format as results call it
   * @param store stays the caller's
   * @param path of the store
   */
  public record Side(String way, String format, ImageStore store, Path path, FoldPlan plan) {}

  /**
   * What was found.
   *
   * @param measurements {@link MetricNames#FOLD_LOAD} of both sides and parts, warm and cold
   * @param notes on what was left out
   */
  public record Found(List<Measurement> measurements, List<String> notes) {
    public Found {
      measurements = List.copyOf(measurements);
      notes = List.copyOf(notes);
    }
  }

  /** One way to read one part. */
  private record Entry(Loader.Epochs epochs, String part, Side side) {

    String name() {
      return part + " by " + side.way();
    }
  }

  /** Times both sides. */
  public Found run(Side ranges, Side indices, Watch watch) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String part : List.of(SettingNames.TRAINING, SettingNames.HELD_OUT)) {
      for (Side side : List.of(ranges, indices)) {
        Entry entry = entry(part, side);
        entries.put(entry.name(), entry);
      }
    }
    Samples warm = new Samples();
    List<Measurement> measurements = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (Watch.Task task =
            watch.begin("timing folds", (long) (warmRounds + coldRounds) * entries.size());
        NDManager manager = NDManager.newBaseManager()) {
      EpochProbe probe = new EpochProbe(manager);
      for (int i = 0; i < WARM_UP_EPOCHS; i++) {
        for (Entry entry : entries.values()) {
          probe.load(entry.epochs());
        }
      }
      rounds(entries, 0, warmRounds, probe, warm, task);
      measurements.addAll(warm.measurements());
      try {
        Samples cold = new Samples();
        rounds(entries, warmRounds, coldRounds, probe, cold, task);
        measurements.addAll(cold.measurements());
      } catch (PageCache.NotDroppedException e) {
        notes.add("Folds were not timed with a cold page cache: " + e.getMessage());
      }
    }
    return new Found(measurements, notes);
  }

  private void rounds(
      Map<String, Entry> entries,
      int first,
      int count,
      EpochProbe probe,
      Samples samples,
      Watch.Task task)
      throws IOException {
    boolean cold = first == warmRounds;
    long done = (long) first * entries.size();
    for (int round = first; round < first + count; round++) {
      for (String name : Rotation.of(List.copyOf(entries.keySet()), round)) {
        Entry entry = entries.get(name);
        if (cold) {
          PageCache.requireDropped(entry.side().path());
        }
        add(samples, entry, cold, probe.load(entry.epochs()).seconds());
        task.at(++done, name);
      }
    }
  }

  private Entry entry(String part, Side side) throws IOException {
    boolean training = part.equals(SettingNames.TRAINING);
    IndexOrder indices = training ? side.plan().training(FOLD) : side.plan().heldOut(FOLD);
    ImageStore view = StoreView.of(side.store(), indices::at, indices.size());
    StoreLoader loader = new StoreLoader(side.format(), view, OptionalInt.empty());
    EpochOrder order = training ? EpochOrder.shuffled(1) : EpochOrder.sequential();
    return new Entry(loader.epochs(order, batch), part, side);
  }

  private static void add(Samples samples, Entry entry, boolean cold, double seconds) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SettingNames.PART, entry.part());
    settings.put(SettingNames.READ_BY, entry.side().way());
    if (cold) {
      settings.put(SettingNames.CACHE, SettingNames.COLD);
    }
    samples.add(
        MetricNames.FOLD_LOAD, entry.side().format(), "", settings, MetricNames.SECONDS, seconds);
  }
}
