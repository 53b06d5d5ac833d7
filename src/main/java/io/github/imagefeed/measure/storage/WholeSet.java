package io.github.imagefeed.measure.storage;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.measure.ProcessExperiment;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading stores of all images: one at random, by several threads or processes, warm and cold. */
final class WholeSet implements AutoCloseable {

  private static final int PROCESS_EPOCHS = 9;

  /** Starting a process with its engine. */
  private static final double PROCESS_SECONDS = 2.5;

  /** With its untimed ones, as if the processes had one core in common. */
  private static final int EPOCHS_A_PROCESS = 30;

  private final Bench bench;
  private final int images;
  private final Map<StoreFormat, ImageStore> stores = new LinkedHashMap<>();

  private WholeSet(Bench bench, int images) {
    this.bench = bench;
    this.images = images;
  }

  /**
   * Writes and opens the stores, and checks that all hold the same.
   *
   * @param images 1 to the size of the pool
   */
  static WholeSet write(Bench bench, int images, Budget budget)
      throws IOException, StoppedException {
    WholeSet set = new WholeSet(bench, images);
    try (Watch.Task task =
        bench.watch().begin("storing all images", (long) images * bench.formats().size())) {
      long done = 0;
      for (StoreFormat format : bench.formats()) {
        try (StoreWriter writer =
            StoreWriter.create(format, set.path(format), bench.pool().spec(images), false)) {
          for (int k = 0; k < images; k++) {
            budget.requireGoingOn();
            writer.append(bench.pool().pixels(k, images), bench.pool().label(k, images));
            task.at(++done, format.name());
          }
          writer.finish();
        }
        ImageStore store = format.open(set.path(format));
        set.stores.put(format, store);
        Verify.digest(store);
      }
    } catch (IOException | StoppedException | RuntimeException e) {
      set.close();
      throw e;
    }
    return set;
  }

  private Path path(StoreFormat format) {
    return bench.path("all." + format.name());
  }

  private Subject subject(StoreFormat format) {
    return Subject.of(format.name(), bench.pool().shape(), images);
  }

  void singles(Budget budget) throws IOException, StoppedException {
    List<Trial> trials = new ArrayList<>();
    stores.forEach((format, store) -> trials.add(new SingleTrial(subject(format), store)));
    bench.race(1).run("reading images one at a time", trials, 0, budget);
  }

  /** For each number of threads. */
  void threads(List<Integer> counts, Budget budget) throws IOException, StoppedException {
    List<ThreadsTrial> trials = new ArrayList<>();
    try {
      for (int count : counts) {
        stores.forEach(
            (format, store) -> trials.add(new ThreadsTrial(subject(format), store, count)));
      }
      bench.race(1).run("reading by several threads", trials, 0, budget);
    } finally {
      trials.forEach(ThreadsTrial::close);
    }
  }

  /**
   * For each number of processes; each loads its share as arrays. Left out if the time does not
   * suffice, going by one that is measured first.
   */
  void processes(List<Integer> counts, ProcessExperiment.Command command, Budget budget)
      throws IOException, StoppedException {
    if (counts.isEmpty()) {
      return;
    }
    double epoch = 0;
    for (StoreFormat format : stores.keySet()) {
      ReadTrial once =
          new ReadTrial(
              subject(format),
              format,
              bench.pool().shape(),
              path(format),
              EpochOrder.Kind.SHUFFLED,
              false,
              budget);
      epoch += once.run().values().iterator().next();
    }
    double each = PROCESS_SECONDS * stores.size() + EPOCHS_A_PROCESS * epoch;
    double expected = counts.stream().mapToInt(Integer::intValue).sum() * each;
    if (expected > budget.secondsLeft()) {
      bench.race(1).leaveOut("reading by several processes", expected, budget);
      return;
    }
    Map<String, Path> paths = new LinkedHashMap<>();
    stores.keySet().forEach(format -> paths.put(format.name(), path(format)));
    List<Measurement> measured =
        new ProcessExperiment(
                List.of(EpochOrder.shuffled(1)), PROCESS_EPOCHS, ReadTrial.BATCH, counts)
            .run(paths, command, bench.watch());
    for (Measurement m : measured) {
      Map<String, String> settings =
          new LinkedHashMap<>(Subject.of(m.format(), bench.pool().shape(), images).settings());
      settings.putAll(m.settings());
      for (double sample : m.samples()) {
        bench.samples().add(m.name(), m.format(), m.order(), settings, m.unit(), sample);
      }
    }
  }

  /**
   * In stored order and shuffled, warm beside cold. Ends the use of the open stores: the system
   * keeps pages that are mapped twice.
   */
  void cold(Budget budget) throws IOException, StoppedException {
    closeStores();
    List<EpochOrder.Kind> orders = List.of(EpochOrder.Kind.SEQUENTIAL, EpochOrder.Kind.SHUFFLED);
    for (int i = 0; i < orders.size(); i++) {
      double left = orders.size() - i;
      read(orders.get(i), false, budget.share(0.2 / left));
      read(orders.get(i), true, budget.share(1 / left));
    }
  }

  private void read(EpochOrder.Kind order, boolean cold, Budget budget)
      throws IOException, StoppedException {
    String what = "reading all images, " + order + (cold ? ", cold" : ", warm");
    if (cold && !PageCache.canDrop()) {
      bench
          .notes()
          .add(
              what
                  + ": left out, this system has no way to drop files from the page cache that"
                  + " imagefeed knows.");
      return;
    }
    List<Trial> trials = new ArrayList<>();
    for (StoreFormat format : bench.formats()) {
      Subject subject =
          cold ? subject(format).with(SettingNames.CACHE, SettingNames.COLD) : subject(format);
      if (bench.hasRun(MetricNames.STORE_READ, subject.in(order.toString()))) {
        return; // a store of as many images has been read before
      }
      trials.add(
          new ReadTrial(subject, format, bench.pool().shape(), path(format), order, cold, budget));
    }
    try {
      bench.race(1).run(what, trials, 0, budget);
    } catch (PageCache.NotDroppedException e) {
      bench.notes().add(what + ": stopped: " + e.getMessage());
    }
  }

  private void closeStores() throws IOException {
    for (ImageStore store : stores.values()) {
      store.close();
    }
  }

  /** Closes the stores; their files are left. */
  @Override
  public void close() throws IOException {
    closeStores();
  }
}
