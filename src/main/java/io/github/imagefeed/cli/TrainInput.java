package io.github.imagefeed.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is trained from: stores that exist, or images that are written into some first. */
final class TrainInput {

  @ArgGroup(exclusive = false)
  private Stores stores;

  @ArgGroup(exclusive = false)
  private Data data;

  /** Stores that exist; else there are {@link #data}. */
  Optional<Stores> stores() {
    return Optional.ofNullable(stores);
  }

  /** Only where there are no {@link #stores}. */
  Data data() {
    return data;
  }

  /** Stores that exist. */
  static final class Stores {
    @Option(
        names = "--store",
        paramLabel = "STORE",
        required = true,
        description = "Training images: a store of any format.")
    private Path train;

    @Option(
        names = "--test",
        paramLabel = "STORE",
        description = "Test images, for the accuracy after each epoch.")
    private Optional<Path> test = Optional.empty();

    Path train() {
      return train;
    }

    Optional<Path> test() {
      return test;
    }
  }

  /** Images to be written first. */
  static final class Data {
    @Option(
        names = "--data",
        paramLabel = "auto|PATH|synthetic",
        required = true,
        description = DataPath.HELP + ".")
    private String data;

    @Option(
        names = "--format",
        paramLabel = "png|lmdb|hdf5|…",
        required = true,
        description = "With --data: the format to write them in and to train from.")
    private String format;

    String data() {
      return data;
    }

    String format() {
      return format;
    }
  }
}
