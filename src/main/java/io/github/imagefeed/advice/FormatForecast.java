package io.github.imagefeed.advice;

import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSpec;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * What a set will cost in one format with its default options. Times are those of one thread that
 * moves bytes between memory and the store, without making arrays of them.
 *
 * @param format its name
 * @param plan how it lays the images out
 * @param disk what it takes on disk
 * @param write seconds until the store is complete, from images in memory
 * @param warmInOrder seconds of reading all in stored order from the page cache
 * @param warmShuffled the same in random order; empty where the run has no such figure
 * @param coldInOrder seconds of reading all in stored order when nothing is in the page cache;
 *     empty where the run has no such figure
 * @param coldShuffledTimes how many times as long as cold in stored order a cold shuffled epoch of
 *     the measured set took, which fitted into memory; empty where the run has no such figure
 * @param threads the quickest number of threads; empty where the run has fewer than two
 */
public record FormatForecast(
    String format,
    StorePlan plan,
    StoreSize disk,
    double write,
    double warmInOrder,
    Optional<Span> warmShuffled,
    Optional<Span> coldInOrder,
    Optional<Double> coldShuffledTimes,
    Optional<Threads> threads) {

  /**
   * Reading by several threads.
   *
   * @param count the quickest of those that were tried
   * @param times how many times as quick as one
   */
  public record Threads(int count, double times) {

    static Optional<Threads> of(Map<Integer, Double> seconds) {
      Double one = seconds.get(1);
      return one == null
          ? Optional.empty()
          : seconds.entrySet().stream()
              .filter(e -> e.getKey() > 1)
              .min(Comparator.comparingDouble(Map.Entry::getValue))
              .map(e -> new Threads(e.getKey(), one / e.getValue()));
    }
  }

  static FormatForecast of(StoreFormat format, StoreSpec spec, FormatCosts costs) {
    ImageSet set = ImageSet.of(spec);
    StorePlan plan = format.plan(spec);
    double inOrder = costs.read().seconds(set);
    return new FormatForecast(
        format.name(),
        plan,
        format.predictSize(spec),
        costs.write().seconds(set),
        inOrder,
        costs.warmShuffled().map(extra -> extra.between(set).plus(inOrder)),
        costs.coldInOrder().map(extra -> cold(extra, set, plan).plus(inOrder)),
        costs.coldShuffledTimes(),
        Threads.of(costs.threads()));
  }

  /**
   * One file is read ahead whatever the images in it are; files of their own cost each a search.
   */
  private static Span cold(Extra extra, ImageSet set, StorePlan plan) {
    double byBytes = extra.byBytes(set);
    return plan.fileEach() ? extra.between(set) : new Span(byBytes, byBytes);
  }
}
