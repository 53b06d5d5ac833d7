package io.github.imagefeed.cli;

import io.github.imagefeed.advice.Forecast;
import io.github.imagefeed.advice.StorageRun;
import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.catalog.SourceOptions;
import io.github.imagefeed.catalog.Sources;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.measure.Environment;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.cifar.Cifar100Labels;
import io.github.imagefeed.source.cifar.CifarSources;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predictions from a stored run of {@code storage}. */
@Command(
    name = "advise",
    header = "Say what a set of images would cost in each format, and which to choose.",
    description = {
      "",
      "Predicts disk use, LMDB's map, the time to write the set and to read all of it, from the"
          + " newest run of 'storage' in data/results that was made on this machine, or else from"
          + " a built-in run of another one. Nothing is written and nothing is timed.",
      ""
    },
    sortOptions = false)
final class AdviseCommand implements Callable<Integer> {

  /** Of synthetic images, as of every other command. */
  private static final int SYNTHETIC_IMAGES = 50_000;

  /** Names take space in a store, but hardly any. */
  private static final ClassNames UNKNOWN_CLASSES = ClassNames.of("class");

  // The second name is the one that other commands have, and that their messages speak of.
  @Option(
      names = {"--shape", "--size"},
      paramLabel = "HxWxC",
      converter = ShapeConverter.class,
      description =
          "Height x width x channels of the images in pixels, as in 224x224x3; HxW has 3 channels"
              + " (default: that of --data, in a folder that of its first image).")
  private Optional<ImageShape> shape = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Number of images (default: the training images of --data).")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "auto|PATH|synthetic",
      description = DataPath.HELP + ". Its shape and number of training images are taken.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "FILE|DIR",
      description = "The results.json of a run of 'storage' to predict from, or its folder.")
  private Optional<Path> run = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    StoreSpec set = set(terminal);
    Map<String, String> machine = StorageBasis.thisMachine();
    StorageBasis basis =
        run.isPresent()
            ? StorageBasis.at(run.get(), machine)
            : StorageBasis.find(machine, terminal);
    Forecast forecast = Forecast.of(set, basis.run(), formats(basis.run()));
    spec.commandLine()
        .getOut()
        .println(new AdviceText(forecast, basis, Environment.memory()).render());
    return 0;
  }

  /** Those that are usually compared, timed or not, and all that the run has timed. */
  private static List<StoreFormat> formats(StorageRun run) {
    return Formats.all(FormatOptions.DEFAULT).stream()
        .filter(
            format ->
                Formats.usual().contains(format.name()) || run.formats().contains(format.name()))
        .toList();
  }

  private StoreSpec set(Terminal terminal) throws IOException {
    Optional<Integer> images = count.map(AdviseCommand::images);
    if (data.isEmpty()) {
      if (shape.isEmpty() || images.isEmpty()) {
        throw new IllegalArgumentException(
            "--shape and --count are needed, as in --shape 224x224x3 --count 1200000, or --data to"
                + " take them from");
      }
      return new StoreSpec(shape.get(), images.get(), UNKNOWN_CLASSES, "");
    }
    try (ImageSource source = open(data.get(), terminal)) {
      terminal.say("images: " + source.description());
      return new StoreSpec(
          shape.orElse(source.shape()),
          images.orElseGet(() -> source.size(Split.TRAIN)),
          source.classes(),
          source.description());
    }
  }

  private static int images(long count) {
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "--count is " + count + ", expected 1 to " + Integer.MAX_VALUE + " images");
    }
    return (int) count;
  }

  private ImageSource open(String from, Terminal terminal) throws IOException {
    SourceOptions options =
        new SourceOptions(
            Path.of("data"),
            isFolderOfImages(from)
                ? shape.map(s -> new ImageSize(s.height(), s.width()))
                : Optional.empty(),
            Cifar100Labels.FINE,
            SYNTHETIC_IMAGES,
            1,
            Optional.empty());
    return Sources.open(from, options, terminal);
  }

  /** Those can be of different sizes and are resized; others have a shape, given or not. */
  private static boolean isFolderOfImages(String from) throws IOException {
    if (from.equals(Sources.AUTO) || from.equals(Sources.SYNTHETIC)) {
      return false;
    }
    Path path = Path.of(from);
    return Files.isDirectory(path)
        && !CifarSources.recognises(path)
        && CifarSources.findIn(path).isEmpty();
  }
}
