package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Repair;
import io.github.imagefeed.convert.SelectedImages;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.report.Figures;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A damaged store made whole. */
@Command(
    name = "repair",
    header = "Mend a damaged store.",
    description = {
      "",
      "Takes what of the store is whole, and the damaged images from --from: a copy of the store in"
          + " any format, or the source that it was imported from (with the --split, --limit and"
          + " other options of that import).",
      "The result has to have the digest that the store's manifest says, so it holds exactly what"
          + " was stored; otherwise nothing is changed. The store is written anew beside the old"
          + " one, which needs the space for both, and takes its place when it is complete. Files that somebody"
          + " else has put into the folder of a PNG store are not kept.",
      ""
    },
    sortOptions = false)
final class RepairCommand implements Callable<Integer> {

  @Parameters(paramLabel = "STORE", description = "A store of any format.")
  private Path store;

  @Option(
      names = "--from",
      paramLabel = "STORE|PATH|synthetic",
      required = true,
      description = "Where damaged images are taken from. " + DataPath.HELP + ".")
  private String from;

  @Mixin private OriginalOptions original;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    StoreFormat format = Formats.of(store);
    if (isWhole(format, terminal)) {
      spec.commandLine().getOut().println(store + ": is whole, nothing to mend");
      return 0;
    }
    int taken;
    try (ImageSource source = original.open(from, terminal)) {
      SelectedImages images = new SelectedImages(source, original.selection(source));
      try (Watch.Task task = terminal.begin("mending " + store, format.manifest(store).count())) {
        taken = Repair.run(format, store, images, done -> task.at(done, ""));
      }
    }
    spec.commandLine()
        .getOut()
        .println(
            store
                + ": mended, "
                + (taken == 0 ? "all its images were whole" : taken(taken))
                + "; it holds what was stored");
    return 0;
  }

  private String taken(int images) {
    return (images == 1 ? "1 image" : Figures.count(images) + " images") + " from " + from;
  }

  private boolean isWhole(StoreFormat format, Terminal terminal) throws IOException {
    try (Watch.Task task = terminal.begin("verifying " + store, format.manifest(store).count())) {
      return Verify.store(format, store, done -> task.at(done, "")).isEmpty();
    } catch (ChangedStoreException e) {
      throw e;
    } catch (StoreException e) {
      terminal.say(e.getMessage());
      return false;
    }
  }
}
