package io.github.imagefeed.training.kfold;

import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.Recipe;
import java.nio.file.Path;
import java.util.Optional;

/** Cross-validations of a test. */
final class Experiments {

  private Experiments() {}

  static CrossValidation of(int folds) {
    return new CrossValidation(
        Recipe.of(1, 30, 1),
        Devices.parse("cpu"),
        Path.of("some.lmdb").toAbsolutePath(),
        "0".repeat(64),
        folds,
        1,
        Optional.empty(),
        Optional.empty(),
        CheckpointSchedule.DEFAULT);
  }
}
