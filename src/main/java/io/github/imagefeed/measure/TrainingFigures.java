package io.github.imagefeed.measure;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.training.EpochFigures;
import java.util.List;

/** The figures of a training run as measurements. */
public final class TrainingFigures {

  private TrainingFigures() {}

  /**
   * One sample an epoch.
   *
   * @param format of the store that was trained from
   */
  public static List<Measurement> of(String format, List<EpochFigures> epochs) {
    Samples samples = new Samples();
    epochs.forEach(figures -> samples.add(format, figures));
    return samples.measurements();
  }
}
