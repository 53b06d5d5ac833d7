package io.github.imagefeed.cli;

import io.github.imagefeed.report.EpochCsv;
import io.github.imagefeed.report.TensorBoardFile;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.EpochSoFar;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.Training;
import io.github.imagefeed.training.kfold.FoldRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A training run as people follow it: a bar and a line an epoch in the terminal, {@code log.csv},
 * and an event file for TensorBoard, both beside the models.
 */
final class TrainingShow implements FoldRun.Ear {

  /** So many steps lie between two points of the curve inside an epoch. */
  private static final int CURVE_STEPS = 20;

  private static final int DIGEST_SHOWN = 16;

  private static final List<String> COLUMNS =
      List.of(
          EpochCsv.EPOCH,
          "loss",
          "train_accuracy",
          "test_accuracy",
          "learning_rate",
          "seconds",
          "wait_seconds",
          "images_per_second",
          "parameters_sha256");

  private final Terminal terminal;
  private final String prefix;
  private final Training training;
  private final String tested;
  private final BooleanSupplier stop;
  private final EpochBar bar;
  private final EpochCsv csv;
  private final TensorBoardFile curves;

  /**
   * Opens the logs; lines of epochs that will be trained again are dropped.
   *
   * @param prefix of each line, to tell runs apart; may be empty
   * @param tested what people call the images that are not trained on
   * @param stop whether the user wants an end
   */
  TrainingShow(
      Terminal terminal,
      String prefix,
      String tested,
      RunFolder folder,
      Training training,
      BooleanSupplier stop)
      throws IOException {
    this.tested = tested;
    this.stop = stop;
    this.terminal = terminal;
    this.prefix = prefix;
    this.training = training;
    this.bar = terminal.epochBar(training.network().recipe().epochs());
    int over = training.network().history().size();
    Path log = folder.path().resolve("log.csv");
    this.csv = EpochCsv.resume(log, COLUMNS, over);
    try {
      this.curves = TensorBoardFile.create(folder.path(), now());
      // Whatever another go has written beyond this step, here or not at all, is void.
      curves.restarted(step(training.network().soFar()) + 1);
    } catch (IOException e) {
      csv.close();
      throw e;
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  @Override
  public void resumed(EpochSoFar at, String file, List<String> warnings) {
    warnings.forEach(terminal::notice);
    int batches = training.network().batches();
    terminal.say(
        prefix
            + "going on from "
            + file
            + ": epoch "
            + at.epoch()
            + " of "
            + training.network().recipe().epochs()
            + ", "
            + (at.batches() == batches
                ? "at its end"
                : "behind batch " + at.batches() + " of " + batches));
  }

  private long step(EpochSoFar at) {
    return (at.epoch() - 1L) * training.network().batches() + at.batches();
  }

  @Override
  public void step(EpochSoFar soFar, long total) throws IOException {
    bar.at(soFar, total);
    if (soFar.batches() % CURVE_STEPS == 0) {
      double time = now();
      curves.scalar("loss/so_far", step(soFar), time, soFar.loss());
      curves.scalar("accuracy/so_far", step(soFar), time, soFar.accuracy());
      curves.scalar("images_per_second", step(soFar), time, soFar.images() / soFar.seconds());
      curves.flush();
    }
  }

  @Override
  public void epoch(EpochFigures figures, boolean best) throws IOException {
    bar.clear();
    double rate = training.network().soFar().images() / figures.seconds();
    terminal.say(prefix + line(figures, best, rate));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(EpochCsv.EPOCH, figures.epoch());
    values.put("loss", figures.loss());
    values.put("train_accuracy", figures.trainAccuracy());
    figures.testAccuracy().ifPresent(accuracy -> values.put("test_accuracy", accuracy));
    values.put("learning_rate", figures.learningRate());
    values.put("seconds", figures.seconds());
    values.put("wait_seconds", figures.waitSeconds());
    values.put("images_per_second", rate);
    values.put("parameters_sha256", figures.parameters());
    csv.append(values);
    double time = now();
    long step = step(training.network().soFar());
    curves.scalar("loss/train", step, time, figures.loss());
    curves.scalar("accuracy/train", step, time, figures.trainAccuracy());
    if (figures.testAccuracy().isPresent()) {
      curves.scalar("accuracy/test", step, time, figures.testAccuracy().getAsDouble());
    }
    curves.scalar("learning_rate", step, time, figures.learningRate());
    curves.scalar("waiting/share", step, time, figures.waitSeconds() / figures.seconds());
    curves.flush();
  }

  private String line(EpochFigures figures, boolean best, double rate) {
    String test =
        figures.testAccuracy().isPresent()
            ? String.format(
                Locale.ROOT,
                ", %s %.1f %%%s",
                tested,
                100 * figures.testAccuracy().getAsDouble(),
                best ? " (best)" : "")
            : "";
    return String.format(
        Locale.ROOT,
        "epoch %d of %d: loss %.3f, train %.1f %%%s, %.1f s, %.0f images/s, waiting %.2f %%,"
            + " parameters %s",
        figures.epoch(),
        training.network().recipe().epochs(),
        figures.loss(),
        100 * figures.trainAccuracy(),
        test,
        figures.seconds(),
        rate,
        100 * figures.waitSeconds() / figures.seconds(),
        figures.parameters().substring(0, DIGEST_SHOWN));
  }

  @Override
  public boolean isStopWanted() {
    return stop.getAsBoolean();
  }

  @Override
  public void stoppedEarly(int epochs) {
    terminal.say(
        prefix + "stopped early: the test accuracy has not risen, epochs in a row: " + epochs);
  }

  @Override
  public void close() throws IOException {
    bar.clear();
    try (csv) {
      curves.close();
    }
  }
}
