package io.github.imagefeed.measure;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.TrainingRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the same network from several stores of the same images. The runs take turns epoch by
 * epoch, and a new one begins each round, so that a drift of the machine hits all alike.
 */
public final class TrainingExperiment implements AutoCloseable {

  private static final int WARM_UP_BATCHES = 20;

  private final Recipe recipe;
  private final Watch watch;
  private final Samples samples = new Samples();
  private final Map<String, TrainingRun> runs = new LinkedHashMap<>();
  private final Map<String, Long> images = new LinkedHashMap<>();

  /**
   * Makes the untrained networks, equal ones.
   *
   * @param contestants belong to the caller
   */
  public TrainingExperiment(Recipe recipe, List<StorePair> contestants, Watch watch)
      throws IOException {
    this.recipe = recipe;
    this.watch = watch;
    warmUp(contestants.get(0), recipe);
    try {
      for (StorePair pair : contestants) {
        runs.put(pair.name(), new TrainingRun(pair.train(), pair.test(), recipe));
        images.put(pair.name(), (long) pair.train().size());
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static void warmUp(StorePair pair, Recipe recipe) throws IOException {
    try (TrainingRun thrownAway = new TrainingRun(pair.train(), Optional.empty(), recipe)) {
      thrownAway.warmUp(WARM_UP_BATCHES);
    }
  }

  /** Trains all; overhead is measured where {@link MetricNames#MEMORY} is among the contestants. */
  public List<Measurement> run() throws IOException {
    List<String> names = new ArrayList<>(runs.keySet());
    for (int round = 0; round < recipe.epochs(); round++) {
      Map<String, Double> seconds = new LinkedHashMap<>();
      for (String name : Rotation.of(names, round)) {
        EpochFigures figures = epoch(name);
        samples.add(name, figures);
        seconds.put(name, figures.seconds());
      }
      addOverhead(seconds);
    }
    return samples.measurements();
  }

  private void addOverhead(Map<String, Double> seconds) {
    Optional<Double> ideal = Optional.ofNullable(seconds.remove(MetricNames.MEMORY));
    if (ideal.isPresent()) {
      seconds.forEach(
          (name, s) ->
              samples.add(
                  MetricNames.TRAIN_OVERHEAD, name, MetricNames.SHARE, s / ideal.get() - 1));
    }
  }

  private EpochFigures epoch(String name) throws IOException {
    TrainingRun run = runs.get(name);
    String what = "training from " + name + ", epoch " + run.nextEpoch() + " of " + recipe.epochs();
    EpochFigures figures;
    try (Watch.Task task = watch.begin(what, images.get(name))) {
      figures =
          run.next(
              (soFar, total) ->
                  task.at(soFar.images(), String.format(Locale.ROOT, "loss %.3f", soFar.loss())));
    }
    String test =
        figures.testAccuracy().isPresent()
            ? String.format(
                Locale.ROOT, ", test accuracy %.1f %%", 100 * figures.testAccuracy().getAsDouble())
            : "";
    watch.say(
        String.format(
            Locale.ROOT,
            "%s: %.1f s, waiting %.2f s, loss %.3f%s",
            what,
            figures.seconds(),
            figures.waitSeconds(),
            figures.loss(),
            test));
    return figures;
  }

  /** Digest of each network's parameters. */
  public Map<String, String> parameters() {
    Map<String, String> digests = new LinkedHashMap<>();
    runs.forEach((name, run) -> digests.put(name, run.parametersDigest()));
    return Collections.unmodifiableMap(digests);
  }

  /** The network of a contestant, to be saved. */
  public TrainingRun network(String name) {
    return runs.get(name);
  }

  @Override
  public void close() {
    runs.values().forEach(TrainingRun::close);
  }
}
