package io.github.imagefeed.training.kfold;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.Recipe;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A {@link CrossValidation} as a file that it can be repeated from. */
public final class ExperimentFile {

  private static final int VERSION = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

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
    replace(file, GSON.toJson(fields));
  }

  static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".unfinished");
    Files.writeString(temporary, text);
    Trees.force(temporary);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    Trees.force(file.toAbsolutePath().getParent());
  }

  /**
   * Reads the file.
   *
   * @throws IOException if there is none, or it cannot be read; the message names it
   */
  public static CrossValidation read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "no such file, expected an experiment that 'kfold' has written");
    }
    try {
      Fields fields = GSON.fromJson(Files.readString(file), Fields.class);
      if (fields == null
          || !"imagefeed".equals(fields.program())
          || !KIND.equals(fields.kind())
          || fields.version() == null) {
        throw new IOException(file + ": no experiment of imagefeed's kfold");
      }
      if (fields.version() != VERSION) {
        throw new IOException(
            file + ": version " + fields.version() + ", this program knows version " + VERSION);
      }
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
    } catch (JsonParseException | CharacterCodingException | IllegalArgumentException e) {
      throw new IOException(file + ": damaged: " + e.getMessage(), e);
    }
  }

  private static <T> T present(Path file, String name, T value) throws IOException {
    if (value == null) {
      throw new IOException(file + ": damaged, the field '" + name + "' is missing");
    }
    return value;
  }
}
