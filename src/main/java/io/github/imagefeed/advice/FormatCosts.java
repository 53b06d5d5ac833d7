package io.github.imagefeed.advice;

import io.github.imagefeed.result.OrderNames;
import java.util.Map;
import java.util.Optional;

/**
 * What a run says of one format.
 *
 * @param write of writing a set
 * @param read of reading it warm and in stored order
 * @param warmShuffled what random order adds
 * @param coldInOrder what an empty page cache adds
 * @param coldShuffled what both add
 * @param threads seconds of one shuffled epoch by number of threads
 */
record FormatCosts(
    CostModel write,
    CostModel read,
    Optional<Extra> warmShuffled,
    Optional<Extra> coldInOrder,
    Optional<Extra> coldShuffled,
    Map<Integer, Double> threads) {

  FormatCosts {
    threads = Map.copyOf(threads);
  }

  static FormatCosts of(StorageRun run, String format) {
    return new FormatCosts(
        CostModel.fit(StorageRun.points(run.writing(format))),
        CostModel.fit(StorageRun.points(run.reading(format))),
        run.extra(format, OrderNames.SHUFFLED, false),
        run.extra(format, OrderNames.SEQUENTIAL, true),
        run.extra(format, OrderNames.SHUFFLED, true),
        run.byThreads(format));
  }

  /** Cold and shuffled over cold in stored order, of the same set. */
  Optional<Double> coldShuffledTimes() {
    return coldInOrder.flatMap(
        inOrder ->
            coldShuffled
                .filter(shuffled -> shuffled.set().equals(inOrder.set()))
                .map(shuffled -> shuffled.total() / inOrder.total()));
  }
}
