package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What loading costs a training, by difference, as DS-Analyzer measures it (Mohan et al., Analyzing
 * and Mitigating Data Stalls in DNN Training, VLDB 2021): the same network fed with a batch that is
 * in memory as arrays, from the store with a warm page cache, and from the store cold.
 *
 * <p>Memory and warm store take turns in stretches of a few seconds; each pair of neighbours gives
 * one sample of the overhead, so that a disturbance of the machine spoils some pairs and not their
 * median. Cold is a whole epoch beside a warm one. Loading alone is timed too, as this recipe
 * loads. All networks are thrown away.
 */
public final class OverheadExperiment {

  private static final int WARM_UP_BATCHES = 20;
  private static final double WARM_UP_SECONDS = 1;
  private static final int LOADS = 3;
  private static final Map<String, String> WARM = Map.of();
  private static final Map<String, String> COLD = Map.of(SettingNames.CACHE, SettingNames.COLD);

  private final Recipe recipe;
  private final ImageStore store;
  private final Path path;
  private final String name;
  private final int rounds;
  private final Watch watch;
  private final Turns.Lengths lengths;
  private final Samples samples = new Samples();
  private Optional<String> withoutCold =
      PageCache.canDrop()
          ? Optional.empty()
          : Optional.of("this system has no way to drop files from the page cache");

  /**
   * Prepares the measurement.
   *
   * @param store open; belongs to the caller
   * @param path of the store
   * @param name of the store, as it stands in results
   * @param rounds epochs of turns and, where possible, cold epochs and warm ones beside them; at
   *     least 1
   * @throws IllegalArgumentException if the store has too few batches, or cannot be trained from
   */
  public OverheadExperiment(
      Recipe recipe, ImageStore store, Path path, String name, int rounds, Watch watch) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds are " + rounds + ", expected at least 1");
    }
    TrainingRun.requireTrainable(store.shape(), store.classes());
    this.recipe = recipe;
    this.store = store;
    this.path = path;
    this.name = name;
    this.rounds = rounds;
    this.watch = watch;
    StoreDataset likeTheRun =
        StoreDataset.builder().setStore(store).setSampling(recipe.batch(), true).build();
    this.lengths = Turns.Lengths.of(store.size(), recipe.batch(), Math.max(1, likeTheRun.ahead()));
  }

  /**
   * Measures. The names are {@link MetricNames#TRAIN_OVERHEAD} and those beside it; what is of cold
   * epochs has the setting {@link SettingNames#CACHE}. Can be called once.
   *
   * @throws IOException if the store cannot be read
   */
  public List<Measurement> run() throws IOException {
    try (TrainingRun thrownAway = start()) {
      thrownAway.warmUp(WARM_UP_BATCHES);
    }
    for (int round = 0; round < rounds; round++) {
      double memoryStep = takeTurns(round);
      loadAlone(memoryStep, round);
      if (withoutCold.isEmpty()) {
        compareCold(memoryStep, round);
      }
    }
    notes().forEach(watch::say);
    return samples.measurements();
  }

  /** What was left out, and why: empty or one sentence; after {@link #run}. */
  public List<String> notes() {
    return withoutCold.stream().map(why -> name + ": nothing cold was measured: " + why).toList();
  }

  private TrainingRun start() throws IOException {
    return new TrainingRun(store, Optional.empty(), recipe);
  }

  private String of(String what, int round) {
    return what + ", " + name + ", round " + (round + 1) + " of " + rounds;
  }

  /** Returns the mean step from memory. */
  private double takeTurns(int round) throws IOException {
    StepTimes memory = new StepTimes();
    StepTimes warm = new StepTimes();
    try (Watch.Task task = watch.begin(of("memory and store in turns", round), lengths.steps());
        TrainingRun ideal = start();
        TrainingRun fed = start()) { // has read every image: the page cache is warm
      for (Turns.Pair pair : new Turns(ideal, fed, lengths, done -> task.at(done, "")).run()) {
        add(pair);
        memory.add(pair.fromMemory());
        warm.add(pair.fromStore());
      }
    }
    addWaits(warm, WARM);
    return memory.meanSeconds();
  }

  private void add(Turns.Pair pair) {
    double memory = pair.fromMemory().meanSeconds();
    double warm = pair.fromStore().meanSeconds();
    add(MetricNames.TRAIN_OVERHEAD, WARM, MetricNames.SHARE, warm / memory - 1);
    add(MetricNames.PREP_STALL, WARM, MetricNames.SHARE, (warm - memory) / warm);
    add(MetricNames.ACCELERATOR_UTILISATION, WARM, MetricNames.SHARE, memory / warm);
    add(MetricNames.TRAIN_STEP, WARM, MetricNames.SECONDS, warm);
    add(MetricNames.TRAIN_STEP_MEMORY, WARM, MetricNames.SECONDS, memory);
    addWaitShare(pair.fromStore(), WARM);
  }

  private void addWaitShare(StepTimes times, Map<String, String> settings) {
    double share = times.waitSeconds() / times.seconds();
    add(MetricNames.TRAIN_WAIT_SHARE, settings, MetricNames.SHARE, share);
  }

  private void addWaits(StepTimes times, Map<String, String> settings) {
    add(MetricNames.BATCH_WAIT_P50, settings, MetricNames.SECONDS, times.waitQuantile(0.5));
    add(MetricNames.BATCH_WAIT_P99, settings, MetricNames.SECONDS, times.waitQuantile(0.99));
  }

  /** Loads as the training does, and nothing else. */
  private void loadAlone(double memoryStep, int round) throws IOException {
    try (Watch.Task task = watch.begin(of("loading alone", round), LOADS);
        TrainingRun run = start();
        NDManager manager = NDManager.newBaseManager()) {
      EpochProbe probe = new EpochProbe(manager);
      Loader.Epochs epochs =
          new Loader.Epochs() {
            @Override
            public long size() {
              return store.size();
            }

            @Override
            public Iterable<Batch> next(NDManager unused) {
              return run::remaining;
            }
          };
      double warmUp = 0;
      while (warmUp < WARM_UP_SECONDS) {
        warmUp += probe.load(epochs).seconds();
      }
      for (int i = 0; i < LOADS; i++) {
        EpochCost cost = probe.load(epochs);
        add(MetricNames.EPOCH_LOAD, WARM, MetricNames.SECONDS, cost.seconds());
        add(MetricNames.EPOCH_CPU, WARM, MetricNames.SECONDS, cost.cpuSeconds());
        double steps = (double) store.size() / recipe.batch();
        add(MetricNames.HEADSPACE, WARM, MetricNames.SHARE, memoryStep * steps / cost.seconds());
        task.at(i + 1, "");
      }
    }
  }

  private void compareCold(double memoryStep, int round) throws IOException {
    long steps = (store.size() + recipe.batch() - 1L) / recipe.batch();
    List<StepTimes> cold = new ArrayList<>();
    List<StepTimes> warm = new ArrayList<>();
    try (Watch.Task task = watch.begin(of("cold and warm epoch", round), 2 * steps)) {
      FetchStall stall = new FetchStall(path, done -> task.at(done, ""));
      for (int i = 0; i < 2; i++) {
        try (TrainingRun run = start()) {
          if (i == round % 2) {
            cold.add(stall.cold(run));
          } else {
            warm.add(stall.warm(run));
          }
        }
      }
    } catch (PageCache.NotDroppedException e) {
      withoutCold = Optional.of(e.getMessage());
      return;
    }
    addCold(cold.get(0), warm.get(0), memoryStep * store.size() / recipe.batch());
  }

  private void addCold(StepTimes cold, StepTimes warm, double idealSeconds) {
    add(MetricNames.TRAIN_EPOCH, WARM, MetricNames.SECONDS, warm.seconds());
    add(MetricNames.TRAIN_EPOCH, COLD, MetricNames.SECONDS, cold.seconds());
    add(
        MetricNames.FETCH_STALL,
        COLD,
        MetricNames.SHARE,
        (cold.seconds() - warm.seconds()) / cold.seconds());
    add(
        MetricNames.FETCH_STALL_WAIT,
        COLD,
        MetricNames.SHARE,
        (cold.waitSeconds() - warm.waitSeconds()) / cold.seconds());
    add(
        MetricNames.ACCELERATOR_UTILISATION,
        COLD,
        MetricNames.SHARE,
        idealSeconds / cold.seconds());
    addWaitShare(cold, COLD);
    addWaits(cold, COLD);
  }

  private void add(String metric, Map<String, String> settings, String unit, double value) {
    samples.add(metric, name, OrderNames.SHUFFLED, settings, unit, value);
  }
}
