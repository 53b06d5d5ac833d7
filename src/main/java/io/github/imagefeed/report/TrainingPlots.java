package io.github.imagefeed.report;

import io.github.imagefeed.report.Plot.Axis;
import io.github.imagefeed.report.Plot.Point;
import io.github.imagefeed.report.Plot.Scale;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What loading costs while a network trains, and what the network learned. */
final class TrainingPlots {

  private static final String FOLD = SettingNames.FOLD;

  private final Selection all;

  TrainingPlots(Selection all) {
    this.all = all;
  }

  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    waiting().ifPresent(plots::add);
    epochTime().ifPresent(plots::add);
    loss().ifPresent(plots::add);
    accuracy().ifPresent(plots::add);
    folds().ifPresent(plots::add);
    return plots;
  }

  private Optional<Plot> waiting() {
    Selection shares = all.named(MetricNames.TRAIN_WAIT_SHARE).plainBut();
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    shares.list().forEach(m -> plot.add("waiting for images", m, s -> s));
    double most = shares.list().stream().mapToDouble(Measurement::median).max().orElse(0);
    return Optional.of(
        plot.bars(
            "train-waiting",
            "Share of training spent waiting for images",
            "At most "
                + Figures.share(most)
                + " of a training epoch is waiting; what is loaded meanwhile costs no time.",
            "share of a training epoch",
            Unit.SHARE));
  }

  private Optional<Plot> epochTime() {
    Selection epochs = all.named(MetricNames.TRAIN_EPOCH).plainBut();
    if (epochs.formats().size() < 2) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    epochs.list().forEach(m -> plot.add("training epoch", m, s -> s));
    return Optional.of(
        plot.bars(
            "train-epoch",
            "One epoch of training, by what feeds it",
            "Where whiskers overlap, what feeds the training makes no measured difference.",
            "time of an epoch",
            Unit.SECONDS));
  }

  private Optional<Plot> loss() {
    PlotBuilder plot = new PlotBuilder();
    curve(plot, MetricNames.TRAIN_LOSS, "training images");
    return plot.isLine()
        ? Optional.of(
            plot.lines(
                "train-loss",
                "Loss by epoch",
                "Mean cross-entropy of the training images; lower is better.",
                epochs(),
                new Axis("loss", Unit.NUMBER, Scale.FROM_ZERO)))
        : Optional.empty();
  }

  private Optional<Plot> accuracy() {
    PlotBuilder plot = new PlotBuilder();
    curve(plot, MetricNames.TRAIN_ACCURACY, "training images");
    curve(plot, MetricNames.TEST_ACCURACY, "test images");
    return plot.isLine()
        ? Optional.of(
            plot.lines(
                "train-accuracy",
                "Accuracy by epoch",
                "Share of images that the network classifies correctly.",
                epochs(),
                new Axis("accuracy", Unit.SHARE, Scale.FITTED)))
        : Optional.empty();
  }

  private static Axis epochs() {
    return new Axis("epoch", Unit.NUMBER, Scale.FITTED);
  }

  /** One line a format, or one for all of them where they gave the same to the bit. */
  private void curve(PlotBuilder plot, String name, String images) {
    Selection curves = all.named(name).plainBut();
    boolean same =
        curves.list().size() > 1
            && curves.list().stream().map(Measurement::samples).distinct().count() == 1;
    for (Measurement m : same ? curves.list().subList(0, 1) : curves.list()) {
      String who = same ? "the same from every format" : FormatName.spoken(m.format());
      for (int i = 0; i < m.samples().size(); i++) {
        plot.add(images + ", " + who, m.format(), Point.exact(i + 1.0, m.samples().get(i)));
      }
    }
  }

  private Optional<Plot> folds() {
    Selection folds = all.named(MetricNames.TEST_ACCURACY).having(FOLD);
    if (folds.isEmpty()) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    double sum = 0;
    for (String fold : folds.values(FOLD)) {
      for (Measurement m : folds.with(FOLD, fold).list()) {
        plot.add(
            FormatName.spoken(m.format()),
            m.format(),
            Point.exact(plot.category("fold " + fold), m.last()));
        sum += m.last();
      }
    }
    double mean = sum / folds.list().size();
    for (String fold : folds.values(FOLD)) {
      plot.bound("mean of the folds", Point.exact(plot.category("fold " + fold), mean));
    }
    return Optional.of(
        plot.bars(
            "fold-accuracy",
            "Accuracy of each fold",
            "On images that the fold did not train on, after its last epoch; "
                + Figures.share(mean)
                + " in the mean.",
            "accuracy",
            Unit.SHARE));
  }
}
