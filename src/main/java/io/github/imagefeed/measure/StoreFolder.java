package io.github.imagefeed.measure;

import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder where experiments keep their stores: {@code train.FORMAT} and {@code test.FORMAT}.
 *
 * @param path created when needed; earlier stores in it are replaced
 */
public record StoreFolder(Path path) {

  /** A few thousand CIFAR images, or one large one. */
  private static final int WARM_UP_BYTES = 1 << 22;

  /** Where the training images of a format are. */
  public Path train(StoreFormat format) {
    return path.resolve("train." + format.name());
  }

  /** Where its test images are, if it has any. */
  public Path test(StoreFormat format) {
    return path.resolve("test." + format.name());
  }

  /**
   * Writes a source in some formats.
   *
   * @param limit training images at most; a fifth of it for testing
   * @return {@link MetricNames#STORE_WRITE} and {@link MetricNames#DISK_BYTES} of the training
   *     images
   */
  public List<Measurement> write(
      ImageSource source, List<StoreFormat> formats, int limit, Watch watch) throws IOException {
    Samples samples = new Samples();
    Selection train = Selection.of(source, List.of(Split.TRAIN), limit);
    List<Path> warmUps = new ArrayList<>();
    try (Replaced replaced = new Replaced()) {
      for (StoreFormat format : formats) {
        warmUps.add(warmUp(source, format, replaced));
        replaced.standAside(format, train(format));
        replaced.standAside(format, test(format));
        double seconds = write(source, train, format, train(format), watch);
        samples.add(MetricNames.STORE_WRITE, format.name(), MetricNames.SECONDS, seconds);
        samples.add(
            MetricNames.DISK_BYTES,
            format.name(),
            MetricNames.BYTES,
            (double) Trees.bytes(train(format)));
        if (source.size(Split.TEST) > 0) {
          Selection test = Selection.of(source, List.of(Split.TEST), Math.max(1, limit / 5));
          write(source, test, format, test(format), watch);
        }
      }
      replaced.done();
    } finally {
      for (Path warmUp : warmUps) {
        Trees.delete(warmUp);
      }
    }
    return samples.measurements();
  }

  /** A small store that serves nobody, so that writing is not timed with its code cold. */
  private Path warmUp(ImageSource source, StoreFormat format, Replaced replaced)
      throws IOException {
    Path target = path.resolve("warm-up." + format.name());
    int images = Math.max(1, WARM_UP_BYTES / source.shape().bytes());
    Selection few = Selection.of(source, List.of(Split.TRAIN), images);
    replaced.standAside(format, target); // of a program that was killed
    Import.run(source, few, format, target, false, done -> {});
    return target;
  }

  private static double write(
      ImageSource source, Selection selection, StoreFormat format, Path target, Watch watch)
      throws IOException {
    try (Watch.Task task = watch.begin("writing " + target, selection.count())) {
      long begin = System.nanoTime();
      Import.run(source, selection, format, target, false, done -> task.at(done, ""));
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  /** Opens what {@link #write} has written. */
  public StorePair open(StoreFormat format) throws IOException {
    Optional<Path> test = Files.exists(test(format)) ? Optional.of(test(format)) : Optional.empty();
    return StorePair.open(format, train(format), test);
  }
}
