package io.github.imagefeed.training.kfold;

import io.github.imagefeed.store.Trees;
import io.github.imagefeed.training.RunFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a cross-validation keeps what it leaves: {@code experiment.json}, {@code predictions.csv},
 * and a training run for each fold with its own {@code predictions.csv} and, once it is complete,
 * {@code fold.json}.
 *
 * @param path named by the user
 */
public record ExperimentFolder(Path path) {

  /** How to repeat the experiment. */
  public Path experiment() {
    return path.resolve("experiment.json");
  }

  /** What was predicted of each image by the network that had not seen it. */
  public Path predictions() {
    return path.resolve("predictions.csv");
  }

  /** The training run of a fold. */
  public RunFolder run(FoldId id) {
    return new RunFolder(path.resolve(id.folder()));
  }

  /** The predictions of a fold. */
  public Path predictions(FoldId id) {
    return run(id).path().resolve("predictions.csv");
  }

  Path outcomeFile(FoldId id) {
    return run(id).path().resolve("fold.json");
  }

  /** What a fold gave, if it is complete. */
  public Optional<FoldOutcome> outcome(FoldId id) throws IOException {
    return Files.exists(outcomeFile(id))
        ? Optional.of(FoldOutcome.read(outcomeFile(id)))
        : Optional.empty();
  }

  /**
   * Makes the folder for an experiment, or goes on with the same one that is there.
   *
   * @param overwrite whether another experiment may be removed for it; nothing else ever is
   * @throws FileAlreadyExistsException if something else is there
   */
  public void prepare(CrossValidation wanted, boolean overwrite) throws IOException {
    if (Files.exists(path)) {
      if (!Files.isRegularFile(experiment())) {
        throw new FileAlreadyExistsException(
            path.toString(), null, "exists and is no cross-validation; choose another --name");
      }
      if (!overwrite && wanted.equals(ExperimentFile.read(experiment()))) {
        return;
      }
      if (!overwrite) {
        throw new FileAlreadyExistsException(
            path.toString(),
            null,
            "holds a cross-validation with other settings, see "
                + experiment()
                + "; choose another --name or give --overwrite");
      }
      Trees.delete(path);
    }
    Files.createDirectories(path);
    ExperimentFile.write(wanted, experiment());
  }
}
