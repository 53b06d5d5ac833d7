package io.github.imagefeed.cli;

import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.training.Sha256;
import io.github.imagefeed.training.kfold.CrossValidation;
import io.github.imagefeed.training.kfold.ExperimentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What a cross-validation is of and how it trains: by options, or by a file of an earlier one. */
final class ExperimentOptions {

  private static final int DEFAULT_FOLDS = 10;

  /** What an experiment file settles. */
  private static final List<String> SETTLED =
      List.of("--store", "--folds", "--repeat", "--groups", "--device", "--checkpoint-every");

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description =
          "Images of any format. One that 'import --folds' has written is read by ranges.")
  private Optional<Path> store = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Repeat an experiment from its experiment.json, instead of --store.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Folds (default: those that the store lies in, else " + DEFAULT_FOLDS + ").")
  private Optional<Integer> folds = Optional.empty();

  @Option(
      names = "--repeat",
      paramLabel = "R",
      defaultValue = "1",
      description = "Divide the images R times anew (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--groups",
      paramLabel = "FILE",
      description =
          "Keep images of a group in one fold. A CSV file with a column 'group' and a row for each"
              + " image, in the order of the store.")
  private Optional<Path> groups = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of folds, order, initial parameters and dropout (default: 1).")
  private long seed;

  @Mixin private RunOptions runOptions;
  @Mixin private RecipeOptions recipeOptions;

  /** The store of the images. */
  Path store(ParseResult given) throws IOException {
    if (store.isPresent() == from.isPresent()) {
      throw new IllegalArgumentException("expected one of --store STORE and --from FILE");
    }
    if (store.isPresent()) {
      return store.get().toAbsolutePath().normalize();
    }
    List<String> settled = new ArrayList<>(SETTLED);
    settled.addAll(RecipeOptions.NAMES);
    for (String option : settled) {
      if (given.hasMatchedOption(option)) {
        throw new IllegalArgumentException(
            option + " cannot be given with --from: the file says all of it");
      }
    }
    return ExperimentFile.read(from.get()).store();
  }

  /**
   * The experiment.
   *
   * @param images of {@link #store}
   * @throws IOException if a file says that it was begun with other images or groups
   */
  CrossValidation experiment(ImageStore images) throws IOException {
    CrossValidation experiment =
        from.isPresent() ? ExperimentFile.read(from.get()) : byOptions(images);
    requireSameImages(experiment, images);
    return experiment;
  }

  private CrossValidation byOptions(ImageStore images) throws IOException {
    Optional<FoldLayout> layout = images.manifest().folds();
    return new CrossValidation(
        recipeOptions.recipe(seed),
        runOptions.devices(),
        store.orElseThrow().toAbsolutePath().normalize(),
        images.manifest().digest(),
        folds.orElse(layout.map(l -> l.sizes().size()).orElse(DEFAULT_FOLDS)),
        repeats,
        groups.map(file -> file.toAbsolutePath().normalize()),
        groups.isPresent() ? Optional.of(Sha256.of(groups.get())) : Optional.empty(),
        runOptions.checkpointEvery());
  }

  private static void requireSameImages(CrossValidation experiment, ImageStore images)
      throws IOException {
    if (!experiment.digest().equals(images.manifest().digest())) {
      throw new IOException(
          experiment.store()
              + ": holds other images than the experiment was begun with (digest "
              + images.manifest().digest()
              + ", the experiment's is "
              + experiment.digest()
              + ")");
    }
    if (experiment.groups().isPresent()) {
      String found = Sha256.of(experiment.groups().get());
      if (!experiment.groupsDigest().equals(Optional.of(found))) {
        throw new IOException(
            experiment.groups().get() + ": has changed since the experiment was begun");
      }
    }
  }
}
