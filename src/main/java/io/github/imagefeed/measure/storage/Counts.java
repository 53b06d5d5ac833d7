package io.github.imagefeed.measure.storage;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
   * @return the most images of which stores could be written and read within the time; 0 if none
   */
  int run(List<Integer> counts, Budget budget) throws IOException, StoppedException {
    Forecast writing = new Forecast();
    Forecast reading = new Forecast();
    int done = 0;
    for (int i = 0; i < counts.size(); i++) {
      int images = counts.get(i);
      boolean last = i == counts.size() - 1;
      boolean written = write(images, writing, budget.share(last ? 0.75 : 0.2));
      boolean read = written && read(images, reading, budget.share(last ? 1 : 0.2));
      if (written) {
        for (StoreFormat format : bench.formats()) {
          bench.spent().take(store(format, images));
        }
      }
      if (!read) {
        // More images would take longer still.
        for (int more : counts.subList(i + 1, counts.size())) {
          bench.notes().add("storing " + words(more) + ": left out, as fewer did not fit.");
        }
        return done;
      }
      done = images;
    }
    return done;
  }

  /** What a round with more images may take: a straight line through the last two. */
  private static final class Forecast {
    private int images;
    private double seconds;
    private double perImage;

    void add(int moreImages, double moreSeconds) {
      perImage = images == 0 ? 0 : Math.max(0, (moreSeconds - seconds) / (moreImages - images));
      images = moreImages;
      seconds = moreSeconds;
    }

    double of(int moreImages) {
      return seconds + perImage * (moreImages - images);
    }
  }

  private boolean write(int images, Forecast forecast, Budget budget)
      throws IOException, StoppedException {
    List<Trial> trials = new ArrayList<>();
    for (StoreFormat format : bench.formats()) {
      Subject subject = Subject.of(format.name(), bench.pool().shape(), images);
      trials.add(
          new WriteTrial(
              subject, format, bench.pool(), images, store(format, images), bench.spent(), budget));
    }
    Path plain = bench.path("plain-" + images);
    Subject memory = Subject.of(MetricNames.MEMORY, bench.pool().shape(), images);
    trials.add(new PlainWriteTrial(memory, bench.pool(), images, plain, budget));
    Optional<List<Double>> costs =
        bench.race(images).run("storing " + words(images), trials, forecast.of(images), budget);
    bench.spent().take(plain);
    if (costs.isPresent()) {
      if (!costs.get().isEmpty()) {
        for (int i = 0; i < bench.formats().size(); i++) {
          bench.pace().set(bench.formats().get(i).name(), costs.get().get(i), images);
        }
        forecast.add(images, sum(costs.get()));
      }
      for (StoreFormat format : bench.formats()) {
        bench.addDiskUse(
            Subject.of(format.name(), bench.pool().shape(), images),
            store(format, images),
            bench.pool().shape(),
            images);
      }
    }
    return costs.isPresent();
  }

  private boolean read(int images, Forecast forecast, Budget budget)
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
    Optional<List<Double>> costs =
        bench.race(images).run("reading " + words(images), trials, forecast.of(images), budget);
    costs.filter(c -> !c.isEmpty()).ifPresent(c -> forecast.add(images, sum(c)));
    return costs.isPresent();
  }

  private Path store(StoreFormat format, int images) {
    return bench.path(images + "." + format.name());
  }

  private static double sum(List<Double> costs) {
    return costs.stream().mapToDouble(Double::doubleValue).sum();
  }

  static String words(int images) {
    return images == 1 ? "one image" : String.format(Locale.ROOT, "%,d images", images);
  }
}
