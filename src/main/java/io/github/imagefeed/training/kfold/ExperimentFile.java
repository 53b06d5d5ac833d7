package io.github.imagefeed.training.kfold;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A {@link CrossValidation} as a file that it can be repeated from. */
public final class ExperimentFile {

  private static final int VERSION = 1;

  private ExperimentFile() {}

  /** As it stands in the file; absent is null. */
  private record Fields(
      String program,
      Integer version,
      String kind,
      String store,
      String digest,
      Integer folds,
      Integer repeats,
      String groups,
      String groupsSha256,
      String device,
      String checkpointEvery,
      Recipe recipe) {}

  private static final String KIND = "kfold";

  /** Writes the file beside its name, then renames it. */
  public static void write(CrossValidation experiment, Path file) throws IOException {
    Fields fields =
        new Fields(
            "imagefeed",
            VERSION,
            KIND,
            experiment.store().toString(),
            experiment.digest(),
            experiment.folds(),
            experiment.repeats(),
            experiment.groups().map(Path::toString).orElse(null),
            experiment.groupsDigest().orElse(null),
            experiment.devices().toString(),
            experiment.schedule().toString(),
            experiment.recipe());
    JsonFile.write(file, fields);
  }

  /**
   * Reads the file.
   *
   * @throws StoreException if it is damaged, or no such file; the message names it
   * @throws IOException if there is none, or it cannot be read; the message names it
   */
  public static CrossValidation read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "no such file, expected an experiment that 'kfold' has written");
    }
    Fields fields = JsonFile.read(file, Fields.class, "");
    if (!"imagefeed".equals(fields.program())
        || !KIND.equals(fields.kind())
        || fields.version() == null) {
      throw new StoreException(file + ": no experiment of imagefeed's kfold");
    }
    if (fields.version() != VERSION) {
      throw new StoreException(
          file + ": version " + fields.version() + ", this program knows version " + VERSION);
    }
    try {
      return new CrossValidation(
          present(file, "recipe", fields.recipe()),
          Devices.parse(present(file, "device", fields.device())),
          Path.of(present(file, "store", fields.store())),
          present(file, "digest", fields.digest()),
          present(file, "folds", fields.folds()),
          present(file, "repeats", fields.repeats()),
          Optional.ofNullable(fields.groups()).map(Path::of),
          Optional.ofNullable(fields.groupsSha256()),
          CheckpointSchedule.parse(present(file, "checkpointEvery", fields.checkpointEvery())));
    } catch (IllegalArgumentException e) {
      throw JsonFile.damaged(file, "", String.valueOf(e.getMessage()), e);
    }
  }

  private static <T> T present(Path file, String name, T value) throws StoreException {
    if (value == null) {
      throw JsonFile.damaged(file, "", "the field '" + name + "' is missing", null);
    }
    return value;
  }
}
