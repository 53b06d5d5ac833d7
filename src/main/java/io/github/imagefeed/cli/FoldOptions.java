package io.github.imagefeed.cli;

import io.github.imagefeed.convert.Folding;
import io.github.imagefeed.convert.Groups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Into which folds images go. */
final class FoldOptions {

  private static final long DEFAULT_SEED = 1;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "Lay the store out for a cross-validation of K folds, each in one piece: random images,"
              + " as even in size and in every class as can be.")
  private Integer folds;

  @Option(
      names = "--fold-seed",
      paramLabel = "N",
      description = "With --folds: which images go together (default: " + DEFAULT_SEED + ").")
  private Long seed;

  @Option(
      names = "--groups",
      paramLabel = "FILE",
      description =
          "With --folds: keep images of a group in one fold. A CSV file with a column 'group' and"
              + " a row for each image, in the order of import.")
  private Path groups;

  /** Refuses what no images could make good; to be called before long work. */
  void check() throws NoSuchFileException {
    if (folds == null && (seed != null || groups != null)) {
      throw new IllegalArgumentException(
          (seed != null ? "--fold-seed" : "--groups") + " is for stores in folds; give --folds");
    }
    if (folds != null && folds < 2) {
      throw new IllegalArgumentException("--folds is " + folds + ", expected at least 2");
    }
    if (groups != null && !Files.exists(groups)) {
      throw new NoSuchFileException(groups.toString());
    }
  }

  boolean given() {
    return folds != null;
  }

  /** What was asked for, if anything; reads the file of groups. */
  Optional<Folding> folding(int images) throws IOException {
    if (folds == null) {
      return Optional.empty();
    }
    if (folds > images) {
      throw new IllegalArgumentException(
          "--folds is " + folds + ", expected 2 to " + images + ", the number of images");
    }
    long chosen = seed == null ? DEFAULT_SEED : seed;
    return Optional.of(
        groups == null
            ? Folding.stratified(folds, chosen)
            : Folding.grouped(folds, chosen, Groups.read(groups, images)));
  }
}
