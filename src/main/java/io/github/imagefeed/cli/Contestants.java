package io.github.imagefeed.cli;

import io.github.imagefeed.measure.Loader;
import io.github.imagefeed.measure.StoreLoader;
import io.github.imagefeed.measure.StoredLoader;
import io.github.imagefeed.measure.peer.DjlPeers;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Who takes part in {@code load}: the stores by their names, what they read, and the rest. */
final class Contestants {

  /** Behind the name of a store of which each image that is read is checked. */
  private static final String CHECKED = "+check";

  private final Map<String, ImageStore> stores = new LinkedHashMap<>();
  private final Map<String, Path> paths = new LinkedHashMap<>();

  void add(String name, ImageStore store, Path path) {
    stores.put(name, store);
    paths.put(name, path);
  }

  /** Adds each store once more, with checks, so that both take turns. */
  void addChecked() throws IOException {
    for (Map.Entry<String, ImageStore> each : List.copyOf(stores.entrySet())) {
      Path path = paths.get(each.getKey());
      add(each.getKey() + CHECKED, CheckedStore.of(each.getValue(), path.toString()), path);
    }
  }

  boolean has(String name) {
    return stores.containsKey(name);
  }

  Map<String, ImageStore> stores() {
    return stores;
  }

  Map<String, Path> paths() {
    return paths;
  }

  ImageStore first() {
    return stores.values().iterator().next();
  }

  /** Memory, each store for each number of workers, and DJL's own loaders if asked for. */
  List<Loader> warm(List<Integer> workers, boolean peers) throws IOException {
    ImageStore memory = MemoryStore.copyOf(first());
    List<Loader> loaders = new ArrayList<>();
    loaders.addAll(each(MetricNames.MEMORY, memory, workers));
    stores.forEach((name, store) -> loaders.addAll(each(name, store, workers)));
    if (peers) {
      loaders.add(DjlPeers.arrayDataset(memory));
      loaders.add(DjlPeers.perRecord(memory));
      String png = "png";
      if (has(png)) {
        loaders.add(DjlPeers.imageFolder(paths.get(png), stores.get(png)));
      }
    }
    return loaders;
  }

  private static List<StoreLoader> each(String name, ImageStore store, List<Integer> workers) {
    if (workers.isEmpty()) {
      return List.of(new StoreLoader(name, store, OptionalInt.empty()));
    }
    return workers.stream()
        .map(count -> new StoreLoader(name, store, OptionalInt.of(count)))
        .toList();
  }

  /** Each store for each number of workers. */
  List<StoredLoader> cold(List<Integer> workers) {
    List<StoredLoader> loaders = new ArrayList<>();
    stores.forEach(
        (name, store) ->
            each(name, store, workers)
                .forEach(one -> loaders.add(new StoredLoader(one, paths.get(name)))));
    return loaders;
  }

  void close() throws IOException {
    for (ImageStore store : stores.values()) {
      store.close();
    }
  }
}
