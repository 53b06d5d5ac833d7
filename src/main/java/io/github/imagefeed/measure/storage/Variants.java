package io.github.imagefeed.measure.storage;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The choices that each format has for new stores: writing, size, reading in order and shuffled.
 */
final class Variants {

  /** Enough that fixed costs do not matter. */
  private static final int IMAGES = 10_000;

  private final Bench bench;

  Variants(Bench bench) {
    this.bench = bench;
  }

  /**
   * Runs all choices of each format against each other.
   *
   * @param most no store may have more images
   */
  void run(int most, Budget budget) throws IOException, StoppedException {
    int images = Math.min(most, IMAGES);
    List<StoreFormat> formats = bench.formats();
    for (int i = 0; i < formats.size(); i++) {
      List<StoreVariant> variants = formats.get(i).variants();
      if (!variants.isEmpty()) {
        run(formats.get(i).name(), variants, images, budget.share(1.0 / (formats.size() - i)));
      }
    }
  }

  private void run(String format, List<StoreVariant> variants, int images, Budget budget)
      throws IOException, StoppedException {
    List<Trial> writes = new ArrayList<>();
    List<Trial> reads = new ArrayList<>();
    for (StoreVariant variant : variants) {
      Subject subject = subject(variant, images);
      Path store = path(variant);
      writes.add(
          new WriteTrial(
              subject, variant.format(), bench.pool(), images, store, bench.spent(), budget));
      for (EpochOrder.Kind order : List.of(EpochOrder.Kind.SEQUENTIAL, EpochOrder.Kind.SHUFFLED)) {
        reads.add(
            new ReadTrial(
                subject, variant.format(), bench.pool().shape(), store, order, false, budget));
      }
    }
    String what = Counts.words(images) + " by the choices of " + format;
    double expected = variants.size() * bench.pace().of(format, images);
    boolean written =
        bench.race(images).run("storing " + what, writes, expected, budget.share(0.6)).isPresent();
    if (written) {
      for (StoreVariant variant : variants) {
        bench.addDiskUse(subject(variant, images), path(variant), bench.pool().shape(), images);
      }
      bench.race(images).run("reading " + what, reads, 0, budget);
    }
    for (StoreVariant variant : variants) {
      bench.spent().take(path(variant));
    }
  }

  private Subject subject(StoreVariant variant, int images) {
    return Subject.of(variant.format().name(), bench.pool().shape(), images)
        .with(variant.setting(), variant.value());
  }

  private Path path(StoreVariant variant) {
    return bench.path(variant.value() + "." + variant.format().name());
  }
}
