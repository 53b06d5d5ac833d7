package io.github.imagefeed.cli;

import io.github.imagefeed.measure.StoreFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where experiments keep the stores that they write. */
final class StoresOption {

  @Option(
      names = "--stores",
      paramLabel = "DIR",
      defaultValue = "data/stores",
      description =
          "Folder for the stores written from --data. They stay for later commands; earlier ones of"
              + " the same name are replaced (default: ${DEFAULT-VALUE}).")
  private Path path;

  Path path() {
    return path;
  }

  StoreFolder folder() {
    return new StoreFolder(path);
  }
}
