package io.github.imagefeed.measure.storage;

import io.github.imagefeed.measure.ProcessExperiment;
import io.github.imagefeed.measure.Samples;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * All storage experiments, one after the other, within a time budget.
 *
 * @param formats contestants, at least one
 * @param counts numbers of images in a store, at least one; run in ascending order
 * @param sizes sides of scaled images, pixels
 * @param threads numbers of reading threads
 * @param processes numbers of reading processes
 * @param repeat repetitions of each figure at most
 * @param limit most images taken from the source
 * @param seconds what all may take; reading the source and tidying up are not counted
 */
public record StorageExperiment(
    List<StoreFormat> formats,
    List<Integer> counts,
    List<Integer> sizes,
    List<Integer> threads,
    List<Integer> processes,
    int repeat,
    int limit,
    double seconds) {

  /** Images in memory take at most this share of the largest heap. */
  private static final int HEAP_SHARE = 4;

  public StorageExperiment {
    formats = List.copyOf(formats);
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("no formats, expected at least one");
    }
    counts = ascending("cutoffs", counts, 1, 100_000_000);
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("no cutoffs, expected at least one");
    }
    sizes = ascending("sizes", sizes, 1, 4096);
    threads = ascending("threads", threads, 1, 1024);
    processes = ascending("processes", processes, 1, 32);
    if (repeat < 1) {
      throw new IllegalArgumentException("repeat is " + repeat + ", expected at least 1");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("budget is " + seconds + " s, expected more than 0");
    }
  }

  private static List<Integer> ascending(String what, List<Integer> values, int least, int most) {
    for (int value : values) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            what + " has " + value + ", expected " + least + " to " + most);
      }
    }
    return values.stream().distinct().sorted().toList();
  }

  /**
   * What came out.
   *
   * @param images number of different images that were used
   * @param notes what was left out, and why
   * @param failure what ended the run before its time; the figures until then are good
   */
  public record Outcome(
      int images,
      List<Measurement> measurements,
      List<String> notes,
      Optional<Exception> failure) {}

  /**
   * Runs all that the time allows.
   *
   * @param source stays the caller's
   * @param stores an empty folder for stores, which are left there
   * @param command starts a process that reads a share of a store
   * @param stopped whether the person has asked to stop: then what was measured is given back
   */
  public Outcome run(
      ImageSource source,
      Path stores,
      ProcessExperiment.Command command,
      BooleanSupplier stopped,
      Watch watch)
      throws IOException {
    Samples samples = new Samples();
    List<String> notes = new ArrayList<>();
    int images = poolSize(source, notes);
    Optional<Exception> failure = Optional.empty();
    try {
      ImagePool pool = read(source, images, stopped, watch);
      Spent spent = new Spent(stores.resolve("spent"));
      Bench bench =
          new Bench(pool, formats, stores, spent, new Pace(), samples, notes, repeat, watch);
      run(bench, Budget.of(seconds, stopped), command);
    } catch (StoppedException e) {
      notes.add("Stopped on request: what is missing was not measured.");
    } catch (IOException | RuntimeException e) {
      // Ctrl-C goes to the reading processes too, whose end is an error to who waits for them.
      notes.add((stopped.getAsBoolean() ? "Stopped on request: " : "Failed: ") + e.getMessage());
      failure = stopped.getAsBoolean() ? Optional.empty() : Optional.of(e);
    }
    return new Outcome(images, samples.measurements(), List.copyOf(notes), failure);
  }

  private int poolSize(ImageSource source, List<String> notes) {
    int most = counts.get(counts.size() - 1);
    int all = ImagePool.count(source);
    long room = Runtime.getRuntime().maxMemory() / HEAP_SHARE / source.shape().bytes();
    int images = (int) Math.max(1, Math.min(Math.min(all, limit), Math.min(most, room)));
    if (images < Math.min(all, Math.min(limit, most))) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Of %,d images %,d are used, at even distances: more would not fit a quarter of"
                  + " Java's memory (java -Xmx allows more).",
              all,
              images));
    }
    if (images < most) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Stores of more than %,d images hold these again and again, up to %,d.",
              images,
              most));
    }
    return images;
  }

  private static ImagePool read(
      ImageSource source, int images, BooleanSupplier stopped, Watch watch)
      throws IOException, StoppedException {
    try (Watch.Task task = watch.begin("reading the images", images)) {
      return ImagePool.of(source, images, Budget.of(0, stopped), task);
    }
  }

  /** Each gets a share of the time that is left; what it does not need is left for the next. */
  private void run(Bench bench, Budget budget, ProcessExperiment.Command command)
      throws IOException, StoppedException {
    int most = new Counts(bench).run(counts, budget.share(0.55));
    if (most == 0) {
      return; // not even the smallest store: nothing else will fit
    }
    new Sizes(bench).run(sizes, budget.share(0.3));
    new FileSizes(bench).run(sizes, most, budget);
    new Variants(bench).run(most, budget.share(0.35));
    int images = Math.min(most, bench.pool().size());
    double writing = 0;
    for (StoreFormat format : formats) {
      writing += bench.pace().of(format.name(), images);
    }
    if (writing > budget.secondsLeft()) {
      bench.race(images).leaveOut("reading stores of all images", writing, budget);
      return;
    }
    try (WholeSet all = WholeSet.write(bench, images, budget)) {
      all.singles(budget.share(0.1));
      all.threads(threads, budget.share(0.2));
      all.cold(budget.share(0.5));
      all.processes(processes, command, budget.share(0.7));
    }
    new Growth(bench, most).run(budget); // last, as it removes files
  }
}
