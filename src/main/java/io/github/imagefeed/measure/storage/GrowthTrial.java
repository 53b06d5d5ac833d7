package io.github.imagefeed.measure.storage;

import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.CompactableFormat;
import io.github.imagefeed.store.ShrinkableFormat;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds images to a store, removes them again and compacts it, as far as the format can. Where it
 * cannot remove any, the store is put back from a copy, which is not timed.
 *
 * @param images how many the store has
 * @param more how many are added
 */
record GrowthTrial(
    Subject subject,
    StoreFormat format,
    ImagePool pool,
    Path store,
    int images,
    int more,
    Budget budget)
    implements Trial {

  @Override
  public Map<String, Double> run() throws IOException, StoppedException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    Path copy = store.resolveSibling("copy-of-" + store.getFileName());
    boolean shrinks = format instanceof ShrinkableFormat;
    if (!shrinks) {
      Files.copy(store, copy);
    }
    if (PageCache.canWrite()) {
      PageCache.write(store);
    }
    seconds.put(MetricNames.STORE_APPEND, append());
    if (format instanceof ShrinkableFormat shrinkable) {
      long begin = System.nanoTime();
      StoreShrinker.truncate(shrinkable, store, images);
      seconds.put(MetricNames.STORE_DELETE, since(begin));
    }
    if (format instanceof CompactableFormat compactable) {
      long begin = System.nanoTime();
      StoreShrinker.compact(compactable, store);
      seconds.put(MetricNames.STORE_COMPACT, since(begin));
    }
    if (!shrinks) {
      Trees.delete(store);
      Files.move(copy, store);
    }
    return seconds;
  }

  private double append() throws IOException, StoppedException {
    long begin = System.nanoTime();
    try (StoreAppender appender = StoreAppender.open(format, store, more)) {
      for (int k = 0; k < more; k++) {
        budget.requireGoingOn();
        appender.append(pool.pixels(k, more), pool.label(k, more));
      }
      appender.finish();
    }
    return since(begin);
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
