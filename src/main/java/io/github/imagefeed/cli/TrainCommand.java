package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.measure.StoreFolder;
import io.github.imagefeed.measure.StorePair;
import io.github.imagefeed.measure.TrainingExperiment;
import io.github.imagefeed.report.TrainingCurve;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.TrainedModel;
import io.github.imagefeed.training.TrainingRun;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains from one store. */
@Command(
    name = "train",
    header = "Train the small CNN from a store and save it.",
    description = {
      "",
      "Prints the training curve, and saves the network in models/NAME for 'predict'.",
      ""
    },
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  private static final Path MODELS = Path.of("models");
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** Exactly one of the two. */
  static final class Input {
    @ArgGroup(exclusive = false)
    private Stores stores;

    @ArgGroup(exclusive = false)
    private Data data;
  }

  /** Stores that exist. */
  static final class Stores {
    @Option(
        names = "--store",
        paramLabel = "STORE",
        required = true,
        description = "Training images: a store of any format.")
    private Path train;

    @Option(
        names = "--test",
        paramLabel = "STORE",
        description = "Test images, for the accuracy after each epoch.")
    private Optional<Path> test = Optional.empty();
  }

  /** Images to be written first. */
  static final class Data {
    @Option(
        names = "--data",
        paramLabel = "auto|PATH|synthetic",
        required = true,
        description = DataPath.HELP + ".")
    private String data;

    @Option(
        names = "--format",
        paramLabel = "png|lmdb|hdf5",
        required = true,
        description = "With --data: the format to write them in and to train from.")
    private String format;
  }

  @ArgGroup(multiplicity = "1")
  private Input input;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Epochs; the learning rate's cycle spans them (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model, a folder in models/ (default: cnn-TIME).")
  private Optional<String> name = Optional.empty();

  @Option(names = "--overwrite", description = "Replace a model of that name.")
  private boolean overwrite;

  @Mixin private StoresOption storesOption;
  @Mixin private DataOptions dataOptions;
  @Mixin private FormatChoice formatChoice;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    Recipe recipe = Recipe.of(epochs, batch, dataOptions.seed());
    Path model = model();
    output.prepare();
    ResultOutput.requireWritable(MODELS);
    if (input.stores != null) {
      StoresOption.requireDataOptionsAbsent(spec);
    }
    try (StorePair pair = open(terminal);
        TrainingExperiment experiment = new TrainingExperiment(recipe, List.of(pair), terminal)) {
      List<Measurement> measurements = experiment.run();
      experiment.network(pair.name()).save(model);
      RunResult result =
          output.result(
              spec,
              ResultOutput.dataset(pair.train().manifest(), pair.test().map(ImageStore::manifest)),
              measurements,
              input.stores == null ? storesOption.path() : input.stores.train);
      spec.commandLine().getOut().println(TrainingCurve.render(result, pair.name()));
      terminal.say("model: " + model + "; try 'predict --model " + model + " IMAGE'");
      output.writeReport(result, output.write(result, terminal), terminal);
      return 0;
    }
  }

  private Path model() throws IOException {
    Path model =
        MODELS.resolve(
            name.orElse("cnn-" + LocalDateTime.now(ZoneId.systemDefault()).format(NAME_TIME)));
    if (!MODELS.equals(model.normalize().getParent())) {
      throw new IllegalArgumentException(
          "--name is '" + name.orElse("") + "', expected a name without folders");
    }
    TrainedModel.requireReplaceable(model);
    if (Files.exists(model) && !overwrite) {
      throw new FileAlreadyExistsException(
          model.toString(), null, "exists already; choose another --name or give --overwrite");
    }
    return model;
  }

  private StorePair open(Terminal terminal) throws IOException {
    if (input.stores != null) {
      StoreFormat format = Formats.of(input.stores.train);
      return StorePair.open(format, input.stores.train, input.stores.test);
    }
    StoreFormat format = formatChoice.format(input.data.format);
    StoreFolder stores = storesOption.folder();
    try (ImageSource source = dataOptions.open(input.data.data, terminal)) {
      terminal.say("images: " + source.description());
      TrainingRun.requireTrainable(source.shape(), source.classes());
      stores.write(source, List.of(format), dataOptions.limit(), terminal);
    }
    return stores.open(format);
  }
}
