package io.github.imagefeed.measure;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.TrainingRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The main job: the same images into each format, loading timed in each order, and the same network
 * trained from each.
 *
 * @param formats contestants, at least one; memory joins them
 * @param folder where their stores are written
 * @param limit training images at most; a fifth of it for testing
 * @param load how loading is timed
 * @param recipe how to train; empty to leave training out
 */
public record CompareExperiment(
    List<StoreFormat> formats,
    StoreFolder folder,
    int limit,
    LoadExperiment load,
    Optional<Recipe> recipe) {

  public CompareExperiment {
    formats = List.copyOf(formats);
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("no formats, expected at least one");
    }
  }

  /**
   * Writes, checks, loads and trains.
   *
   * @throws StoreException if the formats turn out not to hold the same images, or not to give the
   *     same network
   */
  public List<Measurement> run(ImageSource source, Watch watch) throws IOException {
    if (recipe.isPresent()) {
      TrainingRun.requireTrainable(source.shape(), source.classes());
    }
    MemoryStore.requireRoom(source.shape(), Math.min(limit, source.size(Split.TRAIN)));
    List<Measurement> measurements = new ArrayList<>(folder.write(source, formats, limit, watch));
    List<StorePair> stores = new ArrayList<>();
    try {
      for (StoreFormat format : formats) {
        stores.add(folder.open(format));
      }
      stores.add(0, stores.get(0).inMemory());
      checkImages(stores, watch);
      List<StoreLoader> loaders =
          stores.stream()
              .map(pair -> new StoreLoader(pair.name(), pair.train(), OptionalInt.empty()))
              .toList();
      measurements.addAll(load.run(loaders, watch));
      if (recipe.isPresent()) {
        measurements.addAll(train(stores, recipe.get(), watch));
      }
      return measurements;
    } finally {
      for (StorePair pair : stores) {
        pair.close();
      }
    }
  }

  private static void checkImages(List<StorePair> stores, Watch watch) throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    try (Watch.Task task = watch.begin("reading all images back", stores.size())) {
      for (StorePair pair : stores) {
        digests.put(pair.name(), Verify.digest(pair.train()));
        task.at(digests.size(), pair.name());
      }
    }
    watch.say(
        "read back from every format: the same pixels and labels, digest "
            + requireSame("pixels and labels", digests));
  }

  private static List<Measurement> train(List<StorePair> stores, Recipe recipe, Watch watch)
      throws IOException {
    try (TrainingExperiment experiment = new TrainingExperiment(recipe, stores, watch)) {
      List<Measurement> measurements = experiment.run();
      watch.say(
          "trained from every format: the same parameters to the bit, digest "
              + requireSame("trained parameters", experiment.parameters()));
      return measurements;
    }
  }

  private static String requireSame(String what, Map<String, String> digests)
      throws StoreException {
    if (Set.copyOf(digests.values()).size() != 1) {
      throw new StoreException(what + " differ between formats: " + digests);
    }
    return digests.values().iterator().next();
  }
}
