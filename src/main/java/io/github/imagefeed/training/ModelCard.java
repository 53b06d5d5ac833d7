package io.github.imagefeed.training;

import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.imagefeed.dataset.Normalization;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What one must know of a network to use it.
 *
 * @param architecture name of the network
 * @param shape shape of the images it takes
 * @param classes names of its outputs
 * @param normalization what is done to pixels before
 */
public record ModelCard(
    String architecture, ImageShape shape, ClassNames classes, Normalization normalization) {

  static final String FILE = "model.json";

  /** DJL's name for the parameter files. */
  static final String MODEL = "model";

  /** DJL adds the epoch, which it takes for 0 where none is set. */
  private static final String PARAMETERS = MODEL + "-0000.params";

  private static final int VERSION = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private record Fields(
      String program,
      Integer version,
      String architecture,
      Integer height,
      Integer width,
      Integer channels,
      List<String> classes,
      List<Float> mean,
      List<Float> std,
      String parametersSha256) {}

  public ModelCard {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(classes, "classes");
    if (normalization.channels() != shape.channels()) {
      throw new IllegalArgumentException(
          "normalisation of " + normalization.channels() + " channels for images of " + shape);
    }
  }

  /** The untrained network. */
  SequentialBlock build() {
    return Architecture.named(architecture)
        .orElseThrow(() -> new IllegalStateException("no architecture '" + architecture + "'"))
        .build(shape, classes.size());
  }

  /** Writes card and parameters to a temporary folder, then puts it in its place. */
  void save(Path folder, Model model) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    requireReplaceable(folder);
    Files.createDirectories(target.getParent());
    recover(target);
    Path temporary = unfinished(target);
    Files.createDirectories(temporary);
    try {
      model.save(temporary, MODEL);
      Fields fields =
          new Fields(
              "imagefeed",
              VERSION,
              architecture,
              shape.height(),
              shape.width(),
              shape.channels(),
              classes.names(),
              normalization.mean(),
              normalization.std(),
              Sha256.of(temporary.resolve(PARAMETERS)));
      Files.writeString(temporary.resolve(FILE), GSON.toJson(fields));
      Trees.force(temporary.resolve(FILE));
      Trees.force(temporary.resolve(PARAMETERS));
      Trees.force(temporary);
      replace(target, temporary);
    } finally {
      Trees.delete(temporary);
    }
  }

  private static Path unfinished(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".unfinished");
  }

  private static Path replaced(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".old");
  }

  /**
   * Whether a model that was there is on its way out, and no other has come: a process that
   * replaces it is between its two steps, or was killed there.
   */
  static boolean isBeingReplaced(Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    return target.getFileName() != null
        && !Files.exists(target)
        && Files.exists(replaced(target).resolve(FILE));
  }

  /**
   * Puts right what a process has left that was killed while it saved a model: the old model is the
   * model until the new one has its name. Only for the one process that may write there.
   */
  static void recover(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    if (isBeingReplaced(target)) {
      Files.move(replaced(target), target);
      Trees.force(target.getParent());
    }
    Trees.delete(replaced(target));
    Trees.delete(unfinished(target));
  }

  /** A folder cannot be replaced in one step, so the old one steps aside, as a whole, first. */
  private static void replace(Path target, Path by) throws IOException {
    Path old = replaced(target);
    if (Files.exists(target)) {
      Files.move(target, old);
    }
    Files.move(by, target);
    Trees.force(target.getParent());
    Trees.delete(old);
  }

  /** Refuses a folder that holds something else than a model. */
  static void requireReplaceable(Path folder) throws FileAlreadyExistsException {
    if (Files.exists(folder) && !Files.exists(folder.resolve(FILE))) {
      throw new FileAlreadyExistsException(
          folder.toString(), null, "exists and is no model folder; choose another name");
    }
  }

  /**
   * Reads the card of a saved model.
   *
   * @throws IOException if there is none or it is damaged; the message names the file
   */
  static ModelCard read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (isBeingReplaced(folder)) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "the model is being replaced, try again; if its training was killed, go on with that"
              + " (train --resume), or take the model before: mv "
              + replaced(folder.toAbsolutePath().normalize())
              + " "
              + folder);
    }
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "no such file, expected a model that 'train' has saved");
    }
    Fields fields;
    try {
      fields = Json.read(Trees.text(file, Json.MAX_BYTES), Fields.class);
    } catch (JsonParseException | CharacterCodingException e) {
      throw new IOException(file + ": damaged, not JSON text: " + e.getMessage(), e);
    }
    if (fields == null || !"imagefeed".equals(fields.program()) || fields.version() == null) {
      throw new IOException(file + ": written by another program, expected an imagefeed model");
    }
    if (fields.version() != VERSION
        || fields.architecture() == null
        || Architecture.named(fields.architecture()).isEmpty()) {
      throw new IOException(
          file
              + ": version "
              + fields.version()
              + ", architecture '"
              + fields.architecture()
              + "'; this program knows version "
              + VERSION
              + " and the architectures "
              + Architecture.names());
    }
    try {
      ModelCard card =
          new ModelCard(
              fields.architecture(),
              new ImageShape(fields.height(), fields.width(), fields.channels(), Layout.CHW),
              new ClassNames(fields.classes()),
              new Normalization(fields.mean(), fields.std()));
      requireWhole(folder.resolve(PARAMETERS), fields.parametersSha256());
      return card;
    } catch (NullPointerException e) {
      throw new IOException(file + ": damaged, a field is missing", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": damaged: " + e.getMessage(), e);
    }
  }

  private static void requireWhole(Path parameters, String expected) throws IOException {
    String found = Sha256.of(parameters);
    if (!found.equals(expected)) {
      throw new IOException(
          parameters + ": damaged, its SHA-256 is " + found + ", " + FILE + " says " + expected);
    }
  }
}
