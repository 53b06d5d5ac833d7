package io.github.imagefeed.cli;

import io.github.imagefeed.measure.StoreFolder;
import io.github.imagefeed.measure.StorePair;
import io.github.imagefeed.measure.TrainingFigures;
import io.github.imagefeed.report.TrainingCurve;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.RunSettings;
import io.github.imagefeed.training.Training;
import io.github.imagefeed.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains from one store. */
@Command(
    name = "train",
    header = "Train a network from a store and save it.",
    description = {
      "",
      "The run is a folder in models/ with the best and the last model for 'predict' and 'evaluate',"
          + " log.csv, an event file for TensorBoard, and checkpoints. A run that was interrupted, or"
          + " killed, goes on with --resume as if nothing had been: the parameters are the same to"
          + " the bit.",
      "",
      "  train --store data/stores/train.lmdb --test data/stores/test.lmdb --epochs 20 --augment",
      "  train --resume cnn-20261126-101500",
      "",
      ""
    },
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  @ArgGroup private TrainInput input;

  @Option(
      names = "--resume",
      paramLabel = "NAME|DIR",
      description =
          "Go on with this run: a name in models/ or a folder. Its store is taken from where it was,"
              + " or from --store, in any format, if it has moved.")
  private Optional<Path> resume = Optional.empty();

  @Option(
      names = "--early-stop",
      paramLabel = "N",
      description = "Stop when the test accuracy has not risen for N epochs.")
  private Optional<Integer> earlyStop = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the run, a folder in models/ (default: cnn-TIME).")
  private Optional<String> name = Optional.empty();

  @Option(names = "--overwrite", description = "Replace a run of that name.")
  private boolean overwrite;

  @Option(
      names = "--overhead",
      description =
          "Do not train a model: measure what loading costs, against a batch in memory, warm and"
              + " cold. --epochs are the rounds of it.")
  private boolean overhead;

  @Mixin private CheckOption check;
  @Mixin private RecorderOption recorder;
  @Mixin private RunOptions runOptions;
  @Mixin private RecipeOptions recipeOptions;
  @Mixin private StoresOption storesOption;
  @Mixin private DataOptions dataOptions;
  @Mixin private FormatChoice formatChoice;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return recorder.during(this::run);
  }

  private int run() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    output.prepare();
    if (resume.isPresent()) {
      return resume(terminal, resume.get());
    }
    if (input == null) {
      throw new IllegalArgumentException(
          "nothing to train from, expected --store STORE, or --data and --format, or --resume");
    }
    Recipe recipe = recipeOptions.recipe(dataOptions.seed());
    if (overhead) {
      return overhead(terminal, recipe);
    }
    ResultOutput.requireWritable(ModelsFolder.PATH);
    OptionalInt patience =
        earlyStop.isPresent() ? OptionalInt.of(earlyStop.get()) : OptionalInt.empty();
    Training.Options options = new Training.Options(runOptions.checkpointEvery(), patience, true);
    RunFolder folder = newRun();
    if (input.stores().isPresent()) {
      StoresOption.requireDataOptionsAbsent(spec);
    }
    try (StorePair pair = open(terminal)) {
      Training.requirePossible(pair.train(), pair.test(), runOptions.devices(), options);
      folder.clear();
      RunSettings settings =
          new RunSettings(
              recipe,
              runOptions.devices(),
              trainPath().toAbsolutePath(),
              testPath(pair).map(Path::toAbsolutePath),
              options);
      return train(terminal, folder, settings, check.on(pair, settings.train(), settings.test()));
    }
  }

  private int overhead(Terminal terminal, Recipe recipe) throws IOException {
    requireAbsent(
        List.of(
            "--test", "--device", "--early-stop", "--checkpoint-every", "--name", "--overwrite"),
        "has no use with --overhead, which saves no model and measures on the processor");
    if (input.stores().isPresent()) {
      StoresOption.requireDataOptionsAbsent(spec);
    } else {
      open(terminal).close();
    }
    return OverheadCommand.measure(spec, recipe, List.of(trainPath()), foreign(), check, output);
  }

  private Integer resume(Terminal terminal, Path named) throws IOException {
    requireNothingFixedGiven();
    RunFolder folder = new RunFolder(ModelsFolder.find(named));
    RunSettings settings = RunSettings.read(folder);
    if (spec.commandLine().getParseResult().hasMatchedOption("--checkpoint-every")) {
      settings = settings.with(runOptions.checkpointEvery());
    }
    if (input != null) {
      settings =
          settings.with(
              input.stores().orElseThrow().train().toAbsolutePath(),
              input.stores().orElseThrow().test().map(Path::toAbsolutePath).or(settings::test));
    }
    try (StorePair pair = openStores(settings.train(), settings.test(), terminal)) {
      return train(terminal, folder, settings, check.on(pair, settings.train(), settings.test()));
    }
  }

  /** What a run becomes is settled when it begins. */
  private void requireNothingFixedGiven() {
    List<String> fixed = new ArrayList<>(RecipeOptions.NAMES);
    fixed.addAll(
        List.of(
            "--device",
            "--early-stop",
            "--name",
            "--overwrite",
            "--data",
            "--format",
            "--overhead"));
    requireAbsent(fixed, "cannot be given with --resume: the run goes on as it began");
    StoresOption.requireDataOptionsAbsent(spec);
  }

  private void requireAbsent(List<String> options, String why) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(option + " " + why);
      }
    }
  }

  private Integer train(Terminal terminal, RunFolder folder, RunSettings settings, StorePair pair)
      throws IOException {
    List<EpochFigures> history;
    String again =
        "train --resume "
            + ModelsFolder.shortName(folder.path())
            + (check.isGiven() ? " " + CheckOption.NAME : "")
            + foreign().arguments().stream()
                .map(argument -> " " + ShellWord.of(argument))
                .collect(Collectors.joining());
    try (Interruption interruption =
            new Interruption(terminal, "stopping; the run is saved after this step");
        Training training =
            Training.open(
                folder,
                pair.train(),
                pair.test(),
                settings.recipe(),
                settings.devices(),
                settings.options());
        TrainingShow show =
            new TrainingShow(terminal, "", "test", folder, training, interruption::isRequested)) {
      settings.write(folder); // where it goes on from the next time
      if (resume.isPresent() && training.isNew()) {
        terminal.notice("there is no checkpoint in " + folder.path() + ", the run begins anew");
      }
      terminal.say("run: " + folder.path() + "; if it is interrupted: " + again);
      history = training.run(show);
      if (training.isStopped()) {
        terminal.say("stopped and saved; go on with: " + again);
        return 0;
      }
    }
    RunResult result =
        output.result(
            spec,
            ResultOutput.dataset(pair.train().manifest(), pair.test().map(ImageStore::manifest)),
            TrainingFigures.of(pair.name(), history),
            settings.train());
    spec.commandLine().getOut().println(TrainingCurve.render(result, pair.name()));
    terminal.say("model: " + folder.path() + "; try 'predict --model " + folder.path() + " IMAGE'");
    output.writeReport(result, output.write(result, terminal), terminal);
    return 0;
  }

  private RunFolder newRun() throws IOException {
    RunFolder folder = new RunFolder(ModelsFolder.place(name, "cnn"));
    folder.requireFree(overwrite);
    return folder;
  }

  private Path trainPath() {
    return input.stores().isPresent()
        ? input.stores().orElseThrow().train()
        : storesOption.folder().train(formatChoice.format(input.data().format()));
  }

  private Optional<Path> testPath(StorePair pair) {
    if (input.stores().isPresent()) {
      return input.stores().orElseThrow().test();
    }
    return pair.test()
        .map(store -> storesOption.folder().test(formatChoice.format(input.data().format())));
  }

  private ForeignOptions foreign() {
    return dataOptions.foreign();
  }

  private StorePair openStores(Path train, Optional<Path> test, Terminal terminal)
      throws IOException {
    foreign().among(test.isPresent() ? List.of(train, test.get()) : List.of(train));
    return StorePair.open(
        foreign().reader(train).name(),
        train,
        test,
        path -> foreign().openWithDigest(path, terminal));
  }

  private StorePair open(Terminal terminal) throws IOException {
    if (input.stores().isPresent()) {
      TrainInput.Stores given = input.stores().orElseThrow();
      return openStores(given.train(), given.test(), terminal);
    }
    StoreFormat format = formatChoice.format(input.data().format());
    StoreFolder stores = storesOption.folder();
    try (ImageSource source = dataOptions.open(input.data().data(), terminal)) {
      terminal.say("images: " + source.description());
      TrainingRun.requireTrainable(source.shape(), source.classes());
      stores.write(source, List.of(format), dataOptions.limit(), terminal);
    }
    return stores.open(format);
  }
}
