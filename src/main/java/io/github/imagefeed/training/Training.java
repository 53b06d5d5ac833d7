package io.github.imagefeed.training;

import io.github.imagefeed.store.ImageStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A training run from its first epoch, or from where it was interrupted, to its last, with all that
 * it leaves behind: checkpoints, the best and the last model.
 *
 * <p>Each epoch ends in this order: test, models, whoever listens, checkpoint. So a run that is
 * killed in between repeats the end of the epoch, and what it leaves is the same. One thread at a
 * time.
 */
public final class Training implements AutoCloseable {

  /** Hears of the run; called on the training thread. */
  public interface Listener extends TrainingProgress {

    /**
     * The run goes on from a checkpoint.
     *
     * @param warnings what the user should know: checkpoints that were passed over, and why the
     *     parameters may not be the same to the bit
     */
    void resumed(EpochSoFar at, String file, List<String> warnings) throws IOException;

    /** An epoch is over. */
    void epoch(EpochFigures figures, boolean best) throws IOException;

    /** Whether to stop: the run is saved then, to be gone on with; asked after each step. */
    default boolean isStopWanted() {
      return false;
    }

    /** Test accuracy has not become better for so many epochs. */
    void stoppedEarly(int epochs);
  }

  /**
   * What may differ between two goes at one run.
   *
   * @param schedule of checkpoints inside an epoch
   * @param patience epochs without a better test accuracy after which to stop; none to go to the
   *     end
   * @param keepBest whether the model of the highest test accuracy is kept beside the last one
   */
  public record Options(CheckpointSchedule schedule, OptionalInt patience, boolean keepBest) {

    /** Checkpoints as usual, no early stop. */
    public static final Options DEFAULT =
        new Options(CheckpointSchedule.DEFAULT, OptionalInt.empty(), true);

    public Options {
      if (patience.isPresent() && patience.getAsInt() < 1) {
        throw new IllegalArgumentException(
            "early stop is after " + patience.getAsInt() + " epochs, expected at least 1");
      }
    }
  }

  private final RunFolder folder;
  private final Options options;
  private final Closeable lock;
  private final Optional<Checkpoints.Found> found;
  private final TrainingRun run;
  private boolean stopped;
  private EpochSoFar saved;
  private long savedNanos;

  private Training(
      RunFolder folder,
      Options options,
      Closeable lock,
      Optional<Checkpoints.Found> found,
      TrainingRun run) {
    this.folder = folder;
    this.options = options;
    this.lock = lock;
    this.found = found;
    this.run = run;
    this.saved = run.soFar();
  }

  /**
   * Says before anything is changed whether such a run could begin.
   *
   * @throws IllegalArgumentException if not; the message says why
   */
  public static void requirePossible(
      ImageStore train, Optional<ImageStore> test, Devices devices, Options options) {
    TrainingRun.requireTrainable(train.shape(), train.classes());
    if (test.isPresent()) {
      TrainingRun.requireAlike(train, test.get());
    } else if (options.patience().isPresent()) {
      throw new IllegalArgumentException("an early stop needs test images, and there are none");
    }
    devices.requireHere();
  }

  /**
   * Begins a run, or goes on with the one in the folder: where it has a checkpoint, that is where
   * it goes on.
   *
   * @param train stays the caller's, as does {@code test}
   * @throws IOException if another process trains there, or all checkpoints are damaged
   * @throws IllegalArgumentException if the checkpoint is of other images, network or recipe
   */
  public static Training open(
      RunFolder folder,
      ImageStore train,
      Optional<ImageStore> test,
      Recipe recipe,
      Devices devices,
      Options options)
      throws IOException {
    requirePossible(train, test, devices, options);
    Closeable lock = folder.lock();
    try {
      folder.recover();
      Optional<Checkpoints.Found> found = folder.checkpoints().newest();
      TrainingRun run =
          new TrainingRun(train, test, recipe, devices, found.map(Checkpoints.Found::checkpoint));
      return new Training(folder, options, lock, found, run);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Ends an epoch in its middle; seen by nobody outside. */
  private static final class StopWanted extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Trains to the end, or until it is stopped, and returns the figures of the epochs over. */
  public List<EpochFigures> run(Listener listener) throws IOException {
    try {
      train(listener);
    } catch (StopWanted e) {
      stopped = true;
    }
    return run.history();
  }

  /** Whether the run was stopped before its end, which {@link #run} does where one wants it. */
  public boolean isStopped() {
    return stopped;
  }

  /** Whether there was no checkpoint, so that it begins with the first epoch. */
  public boolean isNew() {
    return found.isEmpty();
  }

  private void train(Listener listener) throws IOException {
    if (found.isPresent()) {
      Checkpoints.Found from = found.get();
      listener.resumed(run.soFar(), from.file().toString(), warnings(from));
    }
    savedNanos = System.nanoTime();
    while (run.nextEpoch() <= run.recipe().epochs()) {
      if (isStuck()) {
        listener.stoppedEarly(options.patience().getAsInt());
        break;
      }
      OptionalDouble before = best(run.history());
      EpochFigures figures =
          run.next(
              (soFar, total) -> {
                listener.step(soFar, total);
                if (listener.isStopWanted()) {
                  save();
                  throw new StopWanted();
                }
                saveIfDue(soFar);
              });
      requireFinite(figures);
      boolean best =
          options.keepBest()
              && figures.testAccuracy().isPresent()
              && !(figures.testAccuracy().getAsDouble() <= before.orElse(-1));
      if (best) {
        run.save(folder.best());
      }
      run.save(folder.last());
      listener.epoch(figures, best);
      save();
    }
  }

  private static List<String> warnings(Checkpoints.Found from) {
    List<String> warnings = new ArrayList<>();
    for (String problem : from.damaged()) {
      warnings.add(problem + "; going on from the one before it");
    }
    int threads = TrainingRun.engineThreads();
    if (from.checkpoint().threads() != threads) {
      warnings.add(
          "the run was on "
              + from.checkpoint().threads()
              + " threads of the engine and goes on with "
              + threads
              + ", so the last bits of its parameters will differ from an uninterrupted run's;"
              + " set OMP_NUM_THREADS="
              + from.checkpoint().threads()
              + " for the same");
    }
    return warnings;
  }

  /** A network that has become useless stays so. */
  private static void requireFinite(EpochFigures figures) throws IOException {
    if (!Double.isFinite(figures.loss())) {
      throw new IOException(
          "epoch "
              + figures.epoch()
              + ": the loss is "
              + figures.loss()
              + ", the training has diverged; try a lower learning rate");
    }
  }

  /** The highest test accuracy so far. */
  private static OptionalDouble best(List<EpochFigures> history) {
    return history.stream().flatMapToDouble(figures -> figures.testAccuracy().stream()).max();
  }

  private boolean isStuck() {
    List<EpochFigures> history = run.history();
    if (options.patience().isEmpty() || history.size() <= options.patience().getAsInt()) {
      return false;
    }
    int recent = history.size() - options.patience().getAsInt();
    OptionalDouble then = best(history.subList(0, recent));
    OptionalDouble since = best(history.subList(recent, history.size()));
    return then.isPresent() && since.isPresent() && since.getAsDouble() <= then.getAsDouble();
  }

  private void saveIfDue(EpochSoFar soFar) throws IOException {
    int since = soFar.batches() - (soFar.epoch() == saved.epoch() ? saved.batches() : 0);
    if (soFar.batches() < run.batches()
        && options.schedule().isDue(since, System.nanoTime() - savedNanos)) {
      save();
    }
  }

  private void save() throws IOException {
    TrainingTrace.Write trace = TrainingTrace.begunWrite();
    long bytes = folder.checkpoints().write(run.checkpoint());
    saved = run.soFar();
    trace.done(saved, bytes);
    savedNanos = System.nanoTime();
  }

  /** The network as it is now. */
  public TrainingRun network() {
    return run;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      run.close();
    }
  }
}
