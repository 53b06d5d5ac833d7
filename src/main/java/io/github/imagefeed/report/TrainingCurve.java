package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A training run, one row per epoch, with a bar from 0 to 100 % for the test accuracy. */
public final class TrainingCurve {

  private static final int BAR_CELLS = 25;

  /** One cell in eighths, from the empty one up. */
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final Readings readings;
  private final String format;

  private TrainingCurve(Readings readings, String format) {
    this.readings = readings;
    this.format = format;
  }

  /** The epochs trained from {@code format}; columns that were not measured are left out. */
  public static String render(RunResult result, String format) {
    return new TrainingCurve(new Readings(result), format).text();
  }

  private String text() {
    int epochs =
        Stream.of(
                MetricNames.TRAIN_LOSS,
                MetricNames.TRAIN_ACCURACY,
                MetricNames.TEST_ACCURACY,
                MetricNames.TRAIN_EPOCH,
                MetricNames.TRAIN_WAIT)
            .flatMap(name -> readings.find(name, format).stream())
            .mapToInt(m -> m.samples().size())
            .max()
            .orElse(0);
    if (epochs == 0) {
      return "No training epoch from " + format + " was measured.";
    }
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("epoch"),
                TextTable.right("train\nloss"),
                TextTable.right("train\nacc. %"),
                TextTable.right("epoch\ns"),
                TextTable.right("waiting\n%"),
                TextTable.right("test\nacc. %"),
                TextTable.left("test accuracy, 0 to 100 %")));
    for (int epoch = 0; epoch < epochs; epoch++) {
      Optional<Double> accuracy = sample(MetricNames.TEST_ACCURACY, epoch);
      table.row(
          List.of(
              Figures.count(epoch + 1L),
              cell(sample(MetricNames.TRAIN_LOSS, epoch), Figures::plain),
              cell(sample(MetricNames.TRAIN_ACCURACY, epoch), Figures::percent),
              cell(sample(MetricNames.TRAIN_EPOCH, epoch), Figures::plain),
              cell(waiting(epoch), Figures::percent),
              cell(accuracy, Figures::percent),
              cell(accuracy, TrainingCurve::bar)));
    }
    return table.withoutMissingColumns().render();
  }

  private Optional<Double> sample(String name, int epoch) {
    return readings
        .find(name, format)
        .map(Measurement::samples)
        .filter(samples -> epoch < samples.size())
        .map(samples -> samples.get(epoch));
  }

  private Optional<Double> waiting(int epoch) {
    return sample(MetricNames.TRAIN_WAIT, epoch)
        .flatMap(
            wait -> sample(MetricNames.TRAIN_EPOCH, epoch).filter(s -> s > 0).map(s -> wait / s));
  }

  private static String cell(Optional<Double> value, Function<Double, String> figure) {
    return value.map(figure).orElse(TextTable.MISSING);
  }

  static String bar(double share) {
    // NaN, from a network that diverged, casts to 0: an empty bar.
    int eighths = (int) Math.rint(Math.max(0, Math.min(1, share)) * BAR_CELLS * 8);
    int rest = eighths % 8;
    return "█".repeat(eighths / 8) + (rest == 0 ? "" : EIGHTHS.substring(rest, rest + 1));
  }
}
