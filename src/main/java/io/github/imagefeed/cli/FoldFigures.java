package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.ForeignHints;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.measure.FoldLoading;
import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.report.FoldPredictions;
import io.github.imagefeed.report.FoldReport;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.training.kfold.CrossValidation;
import io.github.imagefeed.training.kfold.ExperimentFolder;
import io.github.imagefeed.training.kfold.FoldId;
import io.github.imagefeed.training.kfold.FoldOutcome;
import io.github.imagefeed.training.kfold.FoldPlans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a complete cross-validation gave, printed and written.
 *
 * @param images of the experiment, the caller's
 * @param format of their store
 */
record FoldFigures(
    CommandSpec spec,
    Terminal terminal,
    ExperimentFolder folder,
    ImageStore images,
    String format,
    FoldPlans plans) {

  private static final int WARM_ROUNDS = 9;
  private static final int COLD_ROUNDS = 5;

  /**
   * Joins the predictions, times the folds where the store lies in folds, and reports.
   *
   * @param against an ordinary store of the same images to time index views of
   * @return exit code: 1 if timing failed, which costs nothing else
   */
  int write(Optional<Path> against, ResultOutput output) throws IOException {
    CrossValidation experiment = plans.experiment();
    List<Measurement> measurements = new ArrayList<>();
    List<FoldPredictions.Part> parts = new ArrayList<>();
    for (FoldId id : experiment.ids()) {
      FoldOutcome outcome = folder.outcome(id).orElseThrow();
      measurements.add(accuracies(outcome));
      parts.add(new FoldPredictions.Part(id.repeat(), id.fold(), folder.predictions(id)));
    }
    FoldPredictions.join(parts, folder.predictions());
    List<String> notes = new ArrayList<>();
    int code = 0;
    if (images.manifest().folds().isPresent()) {
      try {
        FoldLoading.Found found = loading(against);
        measurements.addAll(found.measurements());
        notes.addAll(found.notes());
      } catch (IOException | RuntimeException e) {
        notes.add("Folds could not be timed: " + Failures.line(e));
        Failures.report(e, Failures.isVerbose(spec), spec.commandLine().getErr());
        code = 1;
      }
    }
    RunResult result =
        output.result(
            spec,
            ResultOutput.dataset(images.manifest(), Optional.empty()),
            measurements,
            notes,
            experiment.store());
    spec.commandLine().getOut().println(FoldReport.render(result, experiment.folds()));
    terminal.say("predictions of images not trained on: " + folder.predictions());
    terminal.say("to repeat it: kfold --from " + folder.experiment() + " --name ANOTHER");
    output.writeReport(result, output.write(result, terminal), terminal);
    return code;
  }

  private Measurement accuracies(FoldOutcome outcome) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SettingNames.FOLD, String.valueOf(outcome.fold()));
    if (outcome.repeat() > 1) {
      settings.put(SettingNames.REPEAT, String.valueOf(outcome.repeat()));
    }
    return new Measurement(
        MetricNames.TEST_ACCURACY, format, "", settings, MetricNames.SHARE, outcome.accuracies());
  }

  private FoldLoading.Found loading(Optional<Path> against) throws IOException {
    Path store = plans.experiment().store();
    FoldLoading.Side ranges =
        new FoldLoading.Side(SettingNames.RANGES, format, images, store, plans.first());
    if (against.isEmpty()) {
      return time(
          ranges,
          new FoldLoading.Side(SettingNames.INDICES, format, images, store, plans.scattered()));
    }
    Path path = against.get();
    StoreReader other = Formats.readerOf(path, ForeignHints.NONE);
    try (ImageStore ordinary = other.open(path)) {
      return time(
          ranges,
          new FoldLoading.Side(
              SettingNames.ORDINARY,
              other.name(),
              ordinary,
              path,
              plans.ofOrdinary(ordinary, path.toString())));
    }
  }

  private FoldLoading.Found time(FoldLoading.Side ranges, FoldLoading.Side indices)
      throws IOException {
    boolean cold = PageCache.canDrop();
    if (!cold) {
      terminal.notice("this system does not let pages be dropped: cold folds are not timed");
    }
    FoldLoading.Found found =
        new FoldLoading(WARM_ROUNDS, cold ? COLD_ROUNDS : 0, plans.experiment().recipe().batch())
            .run(ranges, indices, terminal);
    found.notes().forEach(terminal::notice);
    return found;
  }
}
