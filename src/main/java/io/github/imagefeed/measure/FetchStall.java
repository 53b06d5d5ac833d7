package io.github.imagefeed.measure;

import ai.djl.training.dataset.Batch;
import io.github.imagefeed.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Whole epochs of training whose page cache is cold or warm when they begin. A cold epoch cannot be
 * cut into stretches: what it has read once is warm.
 */
final class FetchStall {

  private final Path path;
  private final LongConsumer progress;
  private long done;

  /**
   * Prepares the epochs.
   *
   * @param path of the store
   * @param progress hears how many steps are done
   */
  FetchStall(Path path, LongConsumer progress) {
    this.path = path;
    this.progress = progress;
  }

  /**
   * Trains an epoch that finds nothing of the store in the page cache.
   *
   * @param run at the beginning of an epoch; spoiled
   * @throws PageCache.NotDroppedException if there is something left
   */
  StepTimes cold(TrainingRun run) throws IOException {
    PageCache.requireDropped(path);
    return epoch(run);
  }

  /**
   * Trains an epoch after all files of the store were read.
   *
   * @param run at the beginning of an epoch; spoiled
   */
  StepTimes warm(TrainingRun run) throws IOException {
    PageCache.read(List.of(path));
    return epoch(run);
  }

  private StepTimes epoch(TrainingRun run) {
    StepTimes times = new StepTimes();
    long asked = System.nanoTime(); // to begin to load is part of waiting for the first batch
    Iterator<Batch> batches = run.remaining();
    while (batches.hasNext()) {
      try (Batch batch = batches.next()) {
        times.learn(run, batch, asked);
      }
      progress.accept(++done);
      asked = System.nanoTime();
    }
    return times;
  }
}
