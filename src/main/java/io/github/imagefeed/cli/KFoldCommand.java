package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Groups;
import io.github.imagefeed.measure.FoldLoading;
import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.report.EvaluationFiles;
import io.github.imagefeed.report.FoldPredictions;
import io.github.imagefeed.report.FoldReport;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.Sha256;
import io.github.imagefeed.training.Training;
import io.github.imagefeed.training.kfold.CrossValidation;
import io.github.imagefeed.training.kfold.ExperimentFile;
import io.github.imagefeed.training.kfold.ExperimentFolder;
import io.github.imagefeed.training.kfold.FoldId;
import io.github.imagefeed.training.kfold.FoldOutcome;
import io.github.imagefeed.training.kfold.FoldPlans;
import io.github.imagefeed.training.kfold.FoldRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cross-validation. */
@Command(
    name = "kfold",
    header = "Cross-validate: train once for each fold that is held out.",
    description = {
      "",
      "Divides the images of a store into folds with as even a share of each class as can be, trains"
          + " on all but one, predicts that one, and so on. Prints each fold's accuracy, mean and"
          + " standard deviation with a confidence interval, and keeps the predictions, the models"
          + " and what is needed to repeat it in models/NAME.",
      "",
      "A fold that fails or is killed costs no other: the same command again does what is missing,"
          + " from the last checkpoint of each.",
      "",
      "  kfold --store data/stores/train.lmdb --folds 10 --epochs 3 --name ten",
      "  kfold --from models/ten/experiment.json --name ten-again",
      "",
      ""
    },
    sortOptions = false)
final class KFoldCommand implements Callable<Integer> {

  private static final Path MODELS = Path.of("models");
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private static final int WARM_ROUNDS = 9;
  private static final int COLD_ROUNDS = 5;
  private static final int DEFAULT_FOLDS = 10;

  /** Each is a JVM with an engine. */
  private static final int MOST_PROCESSES = 64;

  /** What an experiment file settles. */
  private static final List<String> SETTLED =
      List.of("--store", "--folds", "--repeat", "--groups", "--device");

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description =
          "Images of any format. One that 'import --folds' has written is read by ranges.")
  private Optional<Path> store = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Repeat an experiment from its experiment.json, instead of --store.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Folds (default: those that the store lies in, else " + DEFAULT_FOLDS + ").")
  private Optional<Integer> folds = Optional.empty();

  @Option(
      names = "--repeat",
      paramLabel = "R",
      defaultValue = "1",
      description = "Divide the images R times anew (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--groups",
      paramLabel = "FILE",
      description =
          "Keep images of a group in one fold. A CSV file with a column 'group' and a row for each"
              + " image, in the order of the store.")
  private Optional<Path> groups = Optional.empty();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Run N folds at a time as processes with their share of the cores (default:"
              + " ${DEFAULT-VALUE}, one after the other in this one).")
  private int parallel;

  @Option(
      names = "--device",
      paramLabel = "DEVICES",
      defaultValue = "cpu",
      converter = TrainCommand.DevicesConverter.class,
      description = "cpu, gpu, or gpu0,gpu1 to share each batch (default: ${DEFAULT-VALUE}).")
  private Devices devices;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|TIME",
      defaultValue = "5m",
      converter = TrainCommand.ScheduleConverter.class,
      description = "Save each fold every N batches, or every so often (default: 5m).")
  private CheckpointSchedule checkpointEvery;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of folds, order, initial parameters and dropout (default: 1).")
  private long seed;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the experiment, a folder in models/ (default: kfold-TIME).")
  private Optional<String> name = Optional.empty();

  @Option(names = "--overwrite", description = "Replace an experiment of that name.")
  private boolean overwrite;

  @Option(names = "--only", hidden = true, description = "The one fold that this process runs.")
  private Optional<String> only = Optional.empty();

  @Option(names = "--folder", hidden = true, description = "Where that fold belongs.")
  private Optional<Path> folderOfOnly = Optional.empty();

  @Mixin private RecipeOptions recipeOptions;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    if (parallel < 1 || parallel > MOST_PROCESSES) {
      throw new IllegalArgumentException(
          "--parallel is " + parallel + ", expected 1 to " + MOST_PROCESSES);
    }
    if (only.isEmpty()) {
      output.prepare();
      ResultOutput.requireWritable(MODELS);
    }
    ExperimentFolder folder = folder();
    Path path = storePath();
    StoreFormat format = Formats.of(path);
    try (ImageStore images = format.open(path)) {
      CrossValidation experiment = experiment(images);
      requireSameImages(experiment, images);
      FoldPlans all = plans(experiment, images);
      Training.requirePossible(
          images, Optional.empty(), experiment.devices(), Training.Options.DEFAULT);
      if (only.isPresent()) {
        runHere(terminal, folder, images, all, FoldId.parse(only.get()));
        return 0;
      }
      warnOfRareClasses(terminal, all, images);
      folder.prepare(experiment, overwrite);
      List<FoldId> missing = run(terminal, folder, images, all);
      return finish(terminal, folder, format, images, all, missing);
    }
  }

  private ExperimentFolder folder() {
    if (folderOfOnly.isPresent()) {
      return new ExperimentFolder(folderOfOnly.get());
    }
    String chosen =
        name.orElse("kfold-" + LocalDateTime.now(ZoneId.systemDefault()).format(NAME_TIME));
    Path path = MODELS.resolve(chosen);
    if (!MODELS.equals(path.normalize().getParent())) {
      throw new IllegalArgumentException(
          "--name is '" + chosen + "', expected a name without folders");
    }
    return new ExperimentFolder(path);
  }

  private Path storePath() throws IOException {
    if (store.isPresent() == from.isPresent()) {
      throw new IllegalArgumentException("expected one of --store STORE and --from FILE");
    }
    if (store.isPresent()) {
      return store.get().toAbsolutePath().normalize();
    }
    List<String> settled = new ArrayList<>(SETTLED);
    settled.addAll(RecipeOptions.NAMES);
    for (String option : settled) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(
            option + " cannot be given with --from: the file says all of it");
      }
    }
    return ExperimentFile.read(from.get()).store();
  }

  private CrossValidation experiment(ImageStore images) throws IOException {
    if (from.isPresent()) {
      return ExperimentFile.read(from.get());
    }
    Optional<FoldLayout> layout = images.manifest().folds();
    return new CrossValidation(
        recipeOptions.recipe(seed),
        devices,
        store.get().toAbsolutePath().normalize(),
        images.manifest().digest(),
        folds.orElse(layout.map(l -> l.sizes().size()).orElse(DEFAULT_FOLDS)),
        repeats,
        groups.map(file -> file.toAbsolutePath().normalize()),
        groups.isPresent() ? Optional.of(Sha256.of(groups.get())) : Optional.empty(),
        checkpointEvery);
  }

  private static void requireSameImages(CrossValidation experiment, ImageStore images)
      throws IOException {
    if (!experiment.digest().equals(images.manifest().digest())) {
      throw new IOException(
          experiment.store()
              + ": holds other images than the experiment was begun with (digest "
              + images.manifest().digest()
              + ", the experiment's is "
              + experiment.digest()
              + ")");
    }
    if (experiment.groups().isPresent()) {
      String found = Sha256.of(experiment.groups().get());
      if (!experiment.groupsDigest().equals(Optional.of(found))) {
        throw new IOException(
            experiment.groups().get() + ": has changed since the experiment was begun");
      }
    }
  }

  private static FoldPlans plans(CrossValidation experiment, ImageStore images) throws IOException {
    Optional<int[]> groupOf =
        experiment.groups().isPresent()
            ? Optional.of(Groups.read(experiment.groups().get(), images.size()))
            : Optional.empty();
    return FoldPlans.of(experiment, images, groupOf);
  }

  private static void warnOfRareClasses(Terminal terminal, FoldPlans all, ImageStore images) {
    List<String> rare = all.rareClasses(images.classes());
    if (!rare.isEmpty()) {
      terminal.notice(
          "fewer images than the "
              + all.experiment().folds()
              + " folds, so that some folds hold out none of them: "
              + String.join(", ", rare));
    }
  }

  /** Runs what is missing, and says what then still is. */
  private List<FoldId> run(
      Terminal terminal, ExperimentFolder folder, ImageStore images, FoldPlans all)
      throws IOException {
    List<FoldId> missing = missing(folder, all.experiment());
    int done = all.experiment().ids().size() - missing.size();
    if (done > 0) {
      terminal.say(done + " of " + all.experiment().ids().size() + " folds are complete already");
    }
    if (parallel > 1) {
      new FoldProcesses(folder, all.experiment(), parallel, terminal)
          .run(missing, (id, well) -> sayEnd(terminal, folder, all.experiment(), id, well));
    } else {
      for (FoldId id : missing) {
        try {
          runHere(terminal, folder, images, all, id);
          sayEnd(terminal, folder, all.experiment(), id, true);
        } catch (IOException | RuntimeException e) {
          terminal.notice(
              all.experiment().name(id) + " failed, going on with the others: " + e.getMessage());
        }
      }
    }
    return missing(folder, all.experiment());
  }

  private static List<FoldId> missing(ExperimentFolder folder, CrossValidation experiment)
      throws IOException {
    List<FoldId> missing = new ArrayList<>();
    for (FoldId id : experiment.ids()) {
      if (folder.outcome(id).isEmpty()) {
        missing.add(id);
      }
    }
    return missing;
  }

  private static void sayEnd(
      Terminal terminal,
      ExperimentFolder folder,
      CrossValidation experiment,
      FoldId id,
      boolean well)
      throws IOException {
    Optional<FoldOutcome> outcome = folder.outcome(id);
    if (outcome.isPresent()) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "%s: %.2f %% of %,d held-out images, %.1f s of training",
              experiment.name(id),
              100 * outcome.get().accuracy(),
              outcome.get().images(),
              outcome.get().seconds()));
    } else {
      terminal.notice(
          experiment.name(id)
              + (well ? " ended without a result" : " failed")
              + ", going on with the others; see "
              + folder.run(id).path().resolve("output.txt"));
    }
  }

  private void runHere(
      Terminal terminal, ExperimentFolder folder, ImageStore images, FoldPlans all, FoldId id)
      throws IOException {
    List<String> classes = images.classes().names();
    all.run(id)
        .run(
            folder,
            images,
            (RunFolder run, Training training) ->
                new TrainingShow(terminal, all.experiment().name(id) + ", ", run, training),
            () ->
                new FoldAnswers(
                    EvaluationFiles.create(
                        Optional.of(folder.predictions(id)), Optional.empty(), classes)));
  }

  /** Predictions as a file. */
  private record FoldAnswers(EvaluationFiles files) implements FoldRun.Answers {
    @Override
    public void image(int index, int label, int predicted, float probability) throws IOException {
      files.image(index, label, predicted, probability);
    }

    @Override
    public void finish() throws IOException {
      files.finish();
    }

    @Override
    public void close() throws IOException {
      files.close();
    }
  }

  private Integer finish(
      Terminal terminal,
      ExperimentFolder folder,
      StoreFormat format,
      ImageStore images,
      FoldPlans all,
      List<FoldId> missing)
      throws IOException {
    if (!missing.isEmpty()) {
      terminal.notice(
          missing.size()
              + " of "
              + all.experiment().ids().size()
              + " folds are missing: "
              + missing.stream().map(all.experiment()::name).collect(Collectors.joining("; "))
              + "; the same command with --name "
              + folder.path().getFileName()
              + " does only these");
      return 1;
    }
    List<Measurement> measurements = new ArrayList<>();
    List<FoldPredictions.Part> parts = new ArrayList<>();
    for (FoldId id : all.experiment().ids()) {
      FoldOutcome outcome = folder.outcome(id).orElseThrow();
      measurements.addAll(measurements(format.name(), outcome));
      parts.add(new FoldPredictions.Part(id.repeat(), id.fold(), folder.predictions(id)));
    }
    FoldPredictions.join(parts, folder.predictions());
    if (images.manifest().folds().isPresent()) {
      measurements.addAll(loading(terminal, format, images, all));
    }
    RunResult result =
        output.result(
            spec,
            ResultOutput.dataset(images.manifest(), Optional.empty()),
            measurements,
            all.experiment().store());
    spec.commandLine().getOut().println(FoldReport.render(result, all.experiment().folds()));
    terminal.say("predictions of images not trained on: " + folder.predictions());
    terminal.say("to repeat it: kfold --from " + folder.experiment() + " --name ANOTHER");
    output.writeReport(result, output.write(result, terminal), terminal);
    return 0;
  }

  private static List<Measurement> measurements(String format, FoldOutcome outcome) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SettingNames.FOLD, String.valueOf(outcome.fold()));
    if (outcome.repeat() > 1) {
      settings.put(SettingNames.REPEAT, String.valueOf(outcome.repeat()));
    }
    return List.of(
        new Measurement(
            MetricNames.TEST_ACCURACY,
            format,
            "",
            settings,
            MetricNames.SHARE,
            outcome.accuracies()));
  }

  private List<Measurement> loading(
      Terminal terminal, StoreFormat format, ImageStore images, FoldPlans all) throws IOException {
    CrossValidation experiment = all.experiment();
    boolean cold = PageCache.canDrop();
    if (!cold) {
      terminal.notice("this system does not let pages be dropped: cold folds are not timed");
    }
    FoldLoading.Side ranges =
        new FoldLoading.Side(
            SettingNames.RANGES, format.name(), images, experiment.store(), all.first());
    FoldLoading.Side indices =
        new FoldLoading.Side(
            SettingNames.INDICES, format.name(), images, experiment.store(), all.scattered());
    return new FoldLoading(WARM_ROUNDS, cold ? COLD_ROUNDS : 0, experiment.recipe().batch())
        .run(ranges, indices, terminal)
        .measurements();
  }
}
