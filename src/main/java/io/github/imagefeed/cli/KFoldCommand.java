package io.github.imagefeed.cli;

import io.github.imagefeed.convert.Groups;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.training.Training;
import io.github.imagefeed.training.kfold.CrossValidation;
import io.github.imagefeed.training.kfold.ExperimentFolder;
import io.github.imagefeed.training.kfold.FoldId;
import io.github.imagefeed.training.kfold.FoldPlans;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
      "A fold that fails or is killed costs no other: the same command with --name NAME again does"
          + " what is missing, from the last checkpoint of each. Without --name each command begins"
          + " an experiment of its own.",
      "",
      "  kfold --store data/stores/train.lmdb --folds 10 --epochs 3 --name ten",
      "  kfold --from models/ten/experiment.json --name ten-again",
      "",
      ""
    },
    sortOptions = false)
final class KFoldCommand implements Callable<Integer> {

  /** Each is a JVM with an engine. */
  private static final int MOST_PROCESSES = 64;

  @Mixin private ExperimentOptions experimentOptions;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Run N folds at a time as processes with their share of the cores (default:"
              + " ${DEFAULT-VALUE}, one after the other in this one).")
  private int parallel;

  @Option(
      names = "--against",
      paramLabel = "STORE",
      description =
          "Where the images lie in folds: an ordinary store of the same images, whose index views"
              + " their ranges are timed against (default: index views scattered over the same"
              + " store).")
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Name of the experiment, a folder in models/ (default: kfold-TIME); needed to"
              + " go on with it.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--overwrite",
      description =
          "Replace an experiment of that name that has other settings, or is complete; one with the"
              + " same settings that is not complete goes on.")
  private boolean overwrite;

  @Option(names = "--only", hidden = true, description = "The one fold that this process runs.")
  private Optional<String> only = Optional.empty();

  @Option(names = "--folder", hidden = true, description = "Where that fold belongs.")
  private Optional<Path> folderOfOnly = Optional.empty();

  @Mixin private ForeignOptions foreign;
  @Mixin private CheckOption check;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    if (parallel < 1 || parallel > MOST_PROCESSES) {
      throw new IllegalArgumentException(
          "--parallel is " + parallel + ", expected 1 to " + MOST_PROCESSES);
    }
    if (only.isPresent()) {
      OtherProcess.endWithParent();
    } else {
      output.prepare();
      ResultOutput.requireWritable(ModelsFolder.PATH);
    }
    ExperimentFolder folder = folder();
    Path path = experimentOptions.store(spec.commandLine().getParseResult());
    StoreReader reader = foreign.reader(path);
    try (ImageStore opened = foreign.openWithDigest(path, terminal)) {
      ImageStore images = check.on(opened, path);
      FoldPlans plans = plans(experimentOptions.experiment(images), images);
      Training.requirePossible(
          images, Optional.empty(), plans.experiment().devices(), Training.Options.DEFAULT);
      FoldTrainings trainings = new FoldTrainings(spec, terminal, folder, images, plans);
      if (only.isPresent()) {
        trainings.runHere(FoldId.parse(only.get()));
        return 0;
      }
      requireComparable(plans);
      warnOfRareClasses(terminal, plans);
      Closeable lock = folder.lock();
      try (lock) {
        begin(terminal, folder, plans.experiment());
        List<FoldId> missing = trainings.run(parallel, check, foreign.arguments());
        if (!missing.isEmpty()) {
          sayMissing(terminal, folder, plans.experiment(), missing);
          return 1;
        }
        // Without checks: loading by ranges is timed, which has nothing to do with them.
        return new FoldFigures(spec, terminal, folder, opened, reader.name(), plans)
            .write(against, output);
      }
    }
  }

  private ExperimentFolder folder() {
    if (folderOfOnly.isPresent()) {
      return new ExperimentFolder(folderOfOnly.get());
    }
    return new ExperimentFolder(ModelsFolder.place(name, "kfold"));
  }

  private static FoldPlans plans(CrossValidation experiment, ImageStore images) throws IOException {
    Optional<int[]> groupOf =
        experiment.groups().isPresent()
            ? Optional.of(Groups.read(experiment.groups().get(), images.size()))
            : Optional.empty();
    return FoldPlans.of(experiment, images, groupOf);
  }

  private void requireComparable(FoldPlans plans) throws IOException {
    if (against.isPresent()) {
      try (ImageStore ordinary = foreign.open(against.get())) {
        plans.requireOrdinary(ordinary, "--against " + against.get());
      }
    }
  }

  private static void warnOfRareClasses(Terminal terminal, FoldPlans plans) throws IOException {
    List<String> rare = plans.rareClasses();
    if (!rare.isEmpty()) {
      terminal.notice(
          "fewer images than the "
              + plans.experiment().folds()
              + " folds, so that some folds hold out none of them: "
              + String.join(", ", rare));
    }
  }

  private void begin(Terminal terminal, ExperimentFolder folder, CrossValidation experiment)
      throws IOException {
    String how =
        switch (folder.prepare(experiment, overwrite)) {
          case NEW -> "";
          case GOING_ON ->
              overwrite
                  ? ", going on with it: it has the same settings and is not complete"
                  : ", going on with it";
          case REPLACING -> ", in place of the one that was there";
        };
    terminal.say("experiment: " + folder.path() + how);
  }

  private static void sayMissing(
      Terminal terminal,
      ExperimentFolder folder,
      CrossValidation experiment,
      List<FoldId> missing) {
    terminal.notice(
        missing.size()
            + " of "
            + experiment.ids().size()
            + " folds are missing: "
            + missing.stream().map(experiment::name).collect(Collectors.joining("; "))
            + "; the same command with --name "
            + folder.path().getFileName()
            + " does only these");
  }
}
