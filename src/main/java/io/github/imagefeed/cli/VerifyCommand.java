package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Comparison;
import io.github.imagefeed.convert.SelectedImages;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.report.Figures;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a store holds what was stored. */
@Command(
    name = "verify",
    header = "Check every byte of a store.",
    description = {
      "",
      "Compares each image and label with its checksum, all of them with the digest of the"
          + " manifest, and all other bytes with what they have to be. Says which images are"
          + " damaged; 'repair' mends them.",
      "With --against, also compares each image and label with those of another store, or of the"
          + " source that the store was imported from.",
      "Exit codes: 0 all is as it was stored, 1 damaged or different, 2 wrong usage.",
      ""
    },
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

  /** Reasons are long, and more of them say no more. */
  private static final int REASONS_SHOWN = 5;

  @Parameters(paramLabel = "STORE", arity = "1..*", description = "Stores of any format.")
  private List<Path> stores;

  @Option(
      names = "--against",
      paramLabel = "STORE|PATH|synthetic",
      description = "What the images are compared with. " + DataPath.HELP + ".")
  private Optional<String> against = Optional.empty();

  @Mixin private OriginalOptions original;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    int code = 0;
    for (Path path : stores) {
      code = isGood(path, terminal) ? code : 1;
    }
    return code;
  }

  /** What cannot be looked at keeps nobody from looking at the next one. */
  private boolean isGood(Path path, Terminal terminal) throws IOException {
    try {
      StoreFormat format = Formats.of(path);
      return verified(path, format, terminal)
          && (against.isEmpty() || same(path, format, against.get(), terminal));
    } catch (IOException e) {
      if (stores.size() == 1) {
        throw e;
      }
      Failures.report(e, Failures.isVerbose(spec), spec.commandLine().getErr());
      return false;
    }
  }

  private boolean verified(Path path, StoreFormat format, Terminal terminal) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    StoreManifest manifest;
    try {
      manifest = format.manifest(path);
    } catch (StoreException e) {
      out.println(e.getMessage());
      out.println(
          "it does not say any more what it held, so it cannot be mended: copy a whole copy over it,"
              + " or import the images again");
      return false;
    }
    List<Verify.Damage> damaged;
    try {
      try (Watch.Task task = terminal.begin("verifying " + path, manifest.count())) {
        damaged = Verify.store(format, path, done -> task.at(done, ""));
      }
    } catch (ChangedStoreException e) {
      throw e;
    } catch (StoreException e) {
      out.println(e.getMessage());
      out.println(remedy(path));
      return false;
    }
    String images = Figures.count(manifest.count()) + " images";
    if (damaged.isEmpty()) {
      out.println(path + ": " + images + " as they were stored, and so is every other byte in use");
      return true;
    }
    out.println(
        path
            + ": "
            + Figures.count(damaged.size())
            + " of "
            + images
            + " damaged: "
            + IndexRanges.of(damaged.stream().map(Verify.Damage::index).toList()));
    damaged.stream().limit(REASONS_SHOWN).forEach(one -> out.println("  " + one.reason()));
    if (damaged.size() > REASONS_SHOWN) {
      out.println("  …");
    }
    out.println(remedy(path));
    return false;
  }

  private static String remedy(Path path) {
    return "mend it: imagefeed repair "
        + ShellWord.of(path.toString())
        + " --from COPY, where COPY is a copy of the store in any format, or what it was imported from";
  }

  private boolean same(Path path, StoreFormat format, String other, Terminal terminal)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Integer> differing;
    try (ImageStore store = format.open(path);
        ImageSource source = original.open(other, terminal)) {
      SelectedImages expected = new SelectedImages(source, original.selection(source));
      try (Watch.Task task = terminal.begin("comparing with " + other, store.size())) {
        differing =
            Comparison.differing(store, path.toString(), expected, done -> task.at(done, ""));
      } catch (StoreException e) {
        out.println(e.getMessage());
        return false;
      }
    }
    if (differing.isEmpty()) {
      out.println(path + ": the same images and labels as " + other);
      return true;
    }
    out.println(
        path
            + ": "
            + Figures.count(differing.size())
            + " images or their labels differ from "
            + other
            + ": "
            + IndexRanges.of(differing));
    return false;
  }
}
