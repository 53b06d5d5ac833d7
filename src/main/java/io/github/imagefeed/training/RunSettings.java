package io.github.imagefeed.training;

import com.google.gson.JsonParseException;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run was started, so that it can be gone on with: {@code run.json} in its folder.
 *
 * @param recipe how to train
 * @param devices what on
 * @param train store of the training images
 * @param test store of the test images
 * @param options of checkpoints and early stop
 */
public record RunSettings(
    Recipe recipe, Devices devices, Path train, Optional<Path> test, Training.Options options) {

  private static final int VERSION = 1;

  /** As it stands in the file; absent is null. */
  private record Fields(
      String program,
      Integer version,
      Recipe recipe,
      String device,
      String store,
      String test,
      String checkpointEvery,
      Integer earlyStop) {}

  /** The same with another schedule. */
  public RunSettings with(CheckpointSchedule schedule) {
    return new RunSettings(
        recipe,
        devices,
        train,
        test,
        new Training.Options(schedule, options.patience(), options.keepBest()));
  }

  /** The same from other stores. */
  public RunSettings with(Path otherTrain, Optional<Path> otherTest) {
    return new RunSettings(recipe, devices, otherTrain, otherTest, options);
  }

  /** Writes the file beside its name, then renames it. */
  public void write(RunFolder folder) throws IOException {
    OptionalInt patience = options.patience();
    Fields fields =
        new Fields(
            "imagefeed",
            VERSION,
            recipe,
            devices.toString(),
            train.toString(),
            test.map(Path::toString).orElse(null),
            options.schedule().toString(),
            patience.isPresent() ? patience.getAsInt() : null);
    Trees.replace(folder.settings(), Json.GSON.toJson(fields));
  }

  /**
   * Reads the file.
   *
   * @throws IOException if there is none, or it cannot be read; the message names it
   */
  public static RunSettings read(RunFolder folder) throws IOException {
    Path file = folder.settings();
    if (!folder.isRun()) {
      throw new NoSuchFileException(
          file.toString(), null, "no such file, expected a run that 'train' has begun");
    }
    try {
      Fields fields = Json.read(Trees.text(file, Json.MAX_BYTES), Fields.class);
      if (fields == null || !"imagefeed".equals(fields.program()) || fields.version() == null) {
        throw new IOException(file + ": written by another program, expected an imagefeed run");
      }
      if (fields.version() != VERSION) {
        throw new IOException(
            file + ": version " + fields.version() + ", this program knows version " + VERSION);
      }
      return new RunSettings(
          requirePresent(file, "recipe", fields.recipe()),
          Devices.parse(requirePresent(file, "device", fields.device())),
          Path.of(requirePresent(file, "store", fields.store())),
          Optional.ofNullable(fields.test()).map(Path::of),
          new Training.Options(
              CheckpointSchedule.parse(
                  requirePresent(file, "checkpointEvery", fields.checkpointEvery())),
              fields.earlyStop() == null ? OptionalInt.empty() : OptionalInt.of(fields.earlyStop()),
              true));
    } catch (JsonParseException | CharacterCodingException | IllegalArgumentException e) {
      throw new IOException(file + ": damaged: " + e.getMessage(), e);
    }
  }

  private static <T> T requirePresent(Path file, String name, T value) throws IOException {
    if (value == null) {
      throw new IOException(file + ": damaged, the field '" + name + "' is missing");
    }
    return value;
  }
}
