package io.github.imagefeed.measure;

import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder where experiments keep their stores: {@code train.FORMAT} and {@code test.FORMAT}.
 *
 * @param path created when needed; earlier stores in it are replaced
 */
public record StoreFolder(Path path) {

  private static final int WARM_UP_IMAGES = 1_000;

  private Path train(StoreFormat format) {
    return path.resolve("train." + format.name());
  }

  private Path test(StoreFormat format) {
    return path.resolve("test." + format.name());
  }

  /**
   * Writes a source in some formats.
   *
   * @param limit training images at most; a fifth of it for testing
   * @return {@link Names#STORE_WRITE} and {@link Names#DISK_BYTES} of the training images
   */
  public List<Measurement> write(
      ImageSource source, List<StoreFormat> formats, int limit, Watch watch) throws IOException {
    Samples samples = new Samples();
    Selection train = Selection.of(source, List.of(Split.TRAIN), limit);
    for (StoreFormat format : formats) {
      warmUp(source, format);
      double seconds = write(source, train, format, train(format), watch);
      samples.add(Names.STORE_WRITE, format.name(), Names.SECONDS, seconds);
      samples.add(
          Names.DISK_BYTES, format.name(), Names.BYTES, (double) Trees.bytes(train(format)));
      if (source.size(Split.TEST) == 0) {
        Trees.delete(test(format));
      } else {
        Selection test = Selection.of(source, List.of(Split.TEST), Math.max(1, limit / 5));
        write(source, test, format, test(format), watch);
      }
    }
    return samples.measurements();
  }

  /** A small store that is thrown away, so that writing is not timed with its code cold. */
  private void warmUp(ImageSource source, StoreFormat format) throws IOException {
    Path target = path.resolve("warm-up." + format.name());
    Selection few = Selection.of(source, List.of(Split.TRAIN), WARM_UP_IMAGES);
    Import.run(source, few, format, target, true, done -> {});
    Trees.delete(target);
  }

  private static double write(
      ImageSource source, Selection selection, StoreFormat format, Path target, Watch watch)
      throws IOException {
    if (Files.exists(target) && !format.recognises(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists and is no " + format.name() + " store to be replaced");
    }
    // Removing an old PNG store takes seconds, which are none of writing the new one.
    Trees.delete(target);
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
