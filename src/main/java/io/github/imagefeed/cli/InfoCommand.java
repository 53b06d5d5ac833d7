package io.github.imagefeed.cli;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is in a store. */
@Command(
    name = "info",
    header = "Say what is in a store.",
    description = {"", "Prints what the store says about itself, without reading its images.", ""},
    sortOptions = false)
final class InfoCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "STORE",
      arity = "1..*",
      description = "Stores of any format, or files of other programs.")
  private List<Path> stores;

  @Mixin private ForeignOptions foreign;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String separator = "";
    for (Path path : stores) {
      StoreReader reader = foreign.reader(path);
      try (ImageStore store = reader.open(path)) {
        spec.commandLine().getOut().println(separator + StoreText.of(path, reader, store));
      }
      separator = System.lineSeparator();
    }
    return 0;
  }
}
