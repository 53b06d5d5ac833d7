package io.github.imagefeed.measure.storage;

import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.measure.Rotation;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.CompactableFormat;
import io.github.imagefeed.store.ShrinkableFormat;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Adding a tenth to stores, removing it again and giving back its space, as far as a format can.
 * Each run has a store of its own, written before and not timed; all appends come before the first
 * removal, since removed files make new ones slow (see {@link Spent}).
 */
final class Growth {

  private static final int IMAGES = 10_000;
  private static final int RUNS = 8;

  private final Bench bench;
  private final int images;
  private final int more;

  /**
   * Plans stores.
   *
   * @param most no store may have more images
   */
  Growth(Bench bench, int most) {
    this.bench = bench;
    this.images = Math.min(most, IMAGES);
    this.more = Math.max(1, images / 10);
  }

  /** A store to be changed. */
  private record Store(StoreFormat format, int run, Path path) {}

  void run(Budget budget) throws IOException, StoppedException {
    String what = "adding and removing " + Counts.words(more);
    double round = 0;
    for (StoreFormat format : bench.formats()) {
      round += 2 * bench.pace().of(format.name(), images); // as much again to change it, about
    }
    int runs = (int) Math.min(Math.min(RUNS, bench.repeat()), budget.secondsLeft() / round);
    if (runs < 2) {
      bench.race(images).leaveOut(what, 2 * round, budget);
      return;
    }
    List<Store> stores = new ArrayList<>();
    long steps = (long) runs * bench.formats().size();
    try (Watch.Task task = bench.watch().begin(what, 3 * steps)) {
      for (int run = 0; run < runs; run++) {
        for (StoreFormat format : Rotation.of(bench.formats(), run)) {
          stores.add(write(format, run, budget));
          task.at(stores.size(), "writing " + format.name());
        }
      }
      for (Store store : stores) {
        append(store, budget);
        task.at(steps + stores.indexOf(store), store.format().name());
      }
      for (Store store : stores) {
        budget.requireGoingOn();
        shrink(store);
        task.at(2 * steps + stores.indexOf(store), store.format().name());
      }
    }
  }

  private Store write(StoreFormat format, int run, Budget budget)
      throws IOException, StoppedException {
    Store store = new Store(format, run, bench.path("growing-" + run + "." + format.name()));
    try (StoreWriter writer =
        StoreWriter.create(format, store.path(), bench.pool().spec(images), false)) {
      for (int k = 0; k < images; k++) {
        budget.requireGoingOn();
        writer.append(bench.pool().pixels(k, images), bench.pool().label(k, images));
      }
      writer.finish();
    }
    return store;
  }

  private void append(Store store, Budget budget) throws IOException, StoppedException {
    settle(store);
    long begin = System.nanoTime();
    try (StoreAppender appender = StoreAppender.open(store.format(), store.path(), more)) {
      for (int k = 0; k < more; k++) {
        budget.requireGoingOn();
        appender.append(bench.pool().pixels(k, more), bench.pool().label(k, more));
      }
      appender.finish();
    }
    add(MetricNames.STORE_APPEND, store, begin);
  }

  private void shrink(Store store) throws IOException {
    if (store.format() instanceof ShrinkableFormat shrinkable) {
      settle(store);
      long begin = System.nanoTime();
      StoreShrinker.truncate(shrinkable, store.path(), images);
      add(MetricNames.STORE_DELETE, store, begin);
    }
    if (store.format() instanceof CompactableFormat compactable) {
      settle(store);
      long begin = System.nanoTime();
      StoreShrinker.compact(compactable, store.path());
      add(MetricNames.STORE_COMPACT, store, begin);
    }
  }

  private static void settle(Store store) throws IOException {
    if (PageCache.canWrite()) {
      PageCache.write(store.path());
    }
  }

  /** The first run of each is kept apart. */
  private void add(String metric, Store store, long begin) {
    Subject subject = Subject.of(store.format().name(), bench.pool().shape(), images);
    bench.addSeconds(
        metric,
        store.run() == 0 ? subject.with(SettingNames.RUN, SettingNames.FIRST) : subject,
        (System.nanoTime() - begin) / 1e9);
  }
}
