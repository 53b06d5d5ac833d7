package io.github.imagefeed.cli;

import io.github.imagefeed.measure.StoreFolder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where experiments keep the stores that they write. */
final class StoresOption {

  private static final List<String> OF_DATA =
      List.of(
          "--formats",
          "--limit",
          "--size",
          "--count",
          "--cifar-url",
          "--stores",
          "--png-compression",
          "--lmdb-block",
          "--hdf5-layout",
          "--hdf5-chunk");

  @Option(
      names = "--stores",
      paramLabel = "DIR",
      defaultValue = "data/stores",
      description =
          "Folder for the stores written from --data. They stay for later commands; earlier ones of"
              + " the same name are replaced (default: ${DEFAULT-VALUE}).")
  private Path path;

  /** Options that say something of images to be written; without {@code --data} they are slips. */
  static void requireDataOptionsAbsent(CommandSpec command) {
    for (String option : OF_DATA) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(option + " goes with --data, not with --store");
      }
    }
  }

  Path path() {
    return path;
  }

  StoreFolder folder() {
    return new StoreFolder(path);
  }
}
