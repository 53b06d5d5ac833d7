package io.github.imagefeed.cli;

import io.github.imagefeed.report.EvaluationFiles;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.Training;
import io.github.imagefeed.training.kfold.CrossValidation;
import io.github.imagefeed.training.kfold.ExperimentFolder;
import io.github.imagefeed.training.kfold.FoldId;
import io.github.imagefeed.training.kfold.FoldOutcome;
import io.github.imagefeed.training.kfold.FoldPlans;
import io.github.imagefeed.training.kfold.FoldRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The trainings of a cross-validation, here or in processes; one that fails costs no other.
 *
 * @param images of the experiment, the caller's
 */
record FoldTrainings(
    CommandSpec spec,
    Terminal terminal,
    ExperimentFolder folder,
    ImageStore images,
    FoldPlans plans) {

  private CrossValidation experiment() {
    return plans.experiment();
  }

  /**
   * Runs what is missing, and says what then still is.
   *
   * @param check of the images of this process; passed on to others
   * @param foreign what is said of a store of another program; passed on, too
   */
  List<FoldId> run(int parallel, CheckOption check, List<String> foreign) throws IOException {
    List<FoldId> missing = folder.missing(experiment());
    int all = experiment().ids().size();
    if (missing.size() < all) {
      terminal.say(all - missing.size() + " of " + all + " folds are complete already");
    }
    if (parallel > 1) {
      new FoldProcesses(folder, experiment(), parallel, check, foreign, terminal)
          .run(missing, this::sayEnd);
    } else {
      for (FoldId id : missing) {
        sayEnd(id, isWell(id));
      }
    }
    return folder.missing(experiment());
  }

  private boolean isWell(FoldId id) {
    try {
      runHere(id);
      return true;
    } catch (IOException | RuntimeException e) {
      terminal.notice(experiment().name(id) + ": " + Failures.line(e));
      keep(id, e);
      if (Failures.isVerbose(spec)) {
        e.printStackTrace(spec.commandLine().getErr());
      }
      return false;
    }
  }

  /** The whole failure, for who looks into it later. */
  private void keep(FoldId id, Exception failure) {
    Path output = folder.output(id);
    try {
      Files.createDirectories(output.getParent());
      try (PrintWriter writer =
          new PrintWriter(
              Files.newBufferedWriter(
                  output,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND))) {
        failure.printStackTrace(writer);
      }
    } catch (IOException e) {
      terminal.notice(output + " cannot be written: " + Failures.line(e));
      failure.printStackTrace(spec.commandLine().getErr()); // it would be lost otherwise
    }
  }

  /** A file that cannot be read is this fold's misfortune, not that of those that still run. */
  private void sayEnd(FoldId id, boolean well) {
    String name = experiment().name(id);
    Optional<FoldOutcome> outcome;
    try {
      outcome = folder.outcome(id);
    } catch (IOException e) {
      terminal.notice(name + ": " + Failures.line(e));
      return;
    }
    if (outcome.isPresent()) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "%s: %.2f %% of %,d held-out images, %.1f s of training",
              name,
              100 * outcome.get().accuracy(),
              outcome.get().images(),
              outcome.get().seconds()));
    } else {
      terminal.notice(
          name
              + (well ? " ended without a result" : " failed")
              + ", going on with the others; see "
              + folder.output(id));
    }
  }

  /** Runs one fold in this process. */
  void runHere(FoldId id) throws IOException {
    List<String> classes = images.classes().names();
    plans
        .run(id)
        .run(
            folder,
            images,
            (RunFolder run, Training training) ->
                new TrainingShow(
                    terminal, experiment().name(id) + ", ", "held out", run, training, () -> false),
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
}
