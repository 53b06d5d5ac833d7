package io.github.imagefeed.measure.storage;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Stores of more and more images: writing each, what it takes on disk, reading all of it. */
final class Counts {

  private final Bench bench;

  Counts(Bench bench) {
    this.bench = bench;
  }

  /**
   * Runs from few to many.
   *
   * @param counts ascending
   */
  void run(List<Integer> counts, Budget budget) throws IOException, StoppedException {
    double writing = 0;
    double reading = 0;
    int before = 1;
    for (int i = 0; i < counts.size(); i++) {
      int images = counts.get(i);
      int racesLeft = 3 * (counts.size() - i); // a writing race may take twice as long
      double factor = (double) images / before;
      writing = write(images, writing * factor, budget.share(2.0 / racesLeft));
      if (writing == 0) {
        return; // more images would take longer still
      }
      reading = read(images, reading * factor, budget.share(1.0 / (racesLeft - 2)));
      for (StoreFormat format : bench.formats()) {
        Trees.delete(store(format, images));
      }
      before = images;
    }
  }

  private double write(int images, double expected, Budget budget)
      throws IOException, StoppedException {
    List<Trial> trials = new ArrayList<>();
    for (StoreFormat format : bench.formats()) {
      Subject subject = Subject.of(format.name(), bench.pool().shape(), images);
      trials.add(
          new WriteTrial(subject, format, bench.pool(), images, store(format, images), budget));
    }
    Path plain = bench.path("plain-" + images);
    Subject memory = Subject.of(MetricNames.MEMORY, bench.pool().shape(), images);
    trials.add(new PlainWriteTrial(memory, bench.pool(), images, plain, budget));
    double round = bench.race().run("storing " + words(images), trials, expected, budget);
    Trees.delete(plain);
    if (round > 0) {
      for (StoreFormat format : bench.formats()) {
        bench.addDiskUse(
            Subject.of(format.name(), bench.pool().shape(), images),
            store(format, images),
            bench.pool().shape(),
            images);
      }
    }
    return round;
  }

  private double read(int images, double expected, Budget budget)
      throws IOException, StoppedException {
    List<Trial> trials = new ArrayList<>();
    for (StoreFormat format : bench.formats()) {
      trials.add(
          new ReadTrial(
              Subject.of(format.name(), bench.pool().shape(), images),
              format,
              bench.pool().shape(),
              store(format, images),
              EpochOrder.Kind.SEQUENTIAL,
              false,
              budget));
    }
    Subject memory = Subject.of(MetricNames.MEMORY, bench.pool().shape(), images);
    trials.add(new CopyTrial(memory, bench.pool(), images, budget));
    return bench.race().run("reading " + words(images), trials, expected, budget);
  }

  private Path store(StoreFormat format, int images) {
    return bench.path(images + "." + format.name());
  }

  static String words(int images) {
    return images == 1 ? "one image" : String.format(Locale.ROOT, "%,d images", images);
  }
}
