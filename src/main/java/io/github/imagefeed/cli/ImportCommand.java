package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.FoldedImport;
import io.github.imagefeed.convert.Folding;
import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.report.Figures;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreTarget;
import io.github.imagefeed.store.StoreWriter;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Source to store. */
@Command(
    name = "import",
    header = "Write images into a store.",
    description = {
      "",
      "Also converts: --data takes a store of any format, of which each image is checked on the"
          + " way.",
      "The store appears under its name when it is complete, or not at all; a store that images are"
          + " added to has all of them afterwards, or is as before.",
      ""
    },
    sortOptions = false)
final class ImportCommand implements Callable<Integer> {

  /** Ends its memory map when it is closed, which Windows wants before a file is removed. */
  private static final StoreFormat SPOOL = new LmdbFormat();

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
      description = "Format of the store; the command formats lists them.")
  private String format;

  @Option(names = "--out", paramLabel = "STORE", required = true, description = "Where to write.")
  private Path out;

  @Option(
      names = "--split",
      defaultValue = "train",
      description =
          "Part of the images: ${COMPLETION-CANDIDATES}; 'all' is training, then test images"
              + " (default: ${DEFAULT-VALUE}).")
  private SplitPart split;

  @Option(names = "--overwrite", description = "Replace the store if it exists.")
  private boolean overwrite;

  @Option(
      names = "--append",
      description =
          "Add the images to the store, which must exist and have their shape and class names.")
  private boolean append;

  @Option(
      names = "--resume",
      description =
          "Go on with an import that was interrupted, by the same options: what is written and whole"
              + " stays. Begins where nothing is left of one. If this import fails, what it has"
              + " written stays for the next --resume.")
  private boolean resume;

  @Mixin private FoldOptions foldOptions;
  @Mixin private DataOptions dataOptions;
  @Mixin private FormatChoice formatChoice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    StoreFormat chosen = formatChoice.format(format);
    int most = dataOptions.limit();
    foldOptions.check();
    requireUsableTarget(chosen); // before a download, not after it
    requireOutsideSource();
    StoreManifest manifest;
    try (ImageSource source = dataOptions.open(data, terminal)) {
      terminal.say("images: " + source.description());
      Selection selection = Selection.of(source, split.splits(), most);
      Optional<Folding> folding = foldOptions.folding(selection.count());
      try (Watch.Task task = terminal.begin("writing " + out, selection.count())) {
        manifest =
            folding.isPresent()
                ? writeFolds(source, selection, folding.get(), chosen, task)
                : write(source, selection, chosen, terminal, task);
      }
    }
    spec.commandLine().getOut().println(StoreText.of(out, chosen, manifest));
    return 0;
  }

  private StoreManifest write(
      ImageSource source,
      Selection selection,
      StoreFormat chosen,
      Terminal terminal,
      Watch.Task task)
      throws IOException {
    IntConsumer progress = done -> task.at(done, "");
    if (append) {
      return Import.append(source, selection, chosen, out, progress);
    }
    if (resume) {
      return Import.resume(
          source, selection, chosen, out, overwrite, writer -> sayKept(terminal, writer), progress);
    }
    return Import.run(source, selection, chosen, out, overwrite, progress);
  }

  private void sayKept(Terminal terminal, StoreWriter writer) {
    if (writer.begunAnew().isPresent()) {
      terminal.say("what is left of an import cannot be used: " + writer.begunAnew().get());
    }
    terminal.say(
        writer.kept() == 0
            ? "nothing is written yet, the import begins"
            : Figures.count(writer.kept()) + " images are written and whole already");
  }

  /** Reading counts as one half of the work, writing as the other. */
  private StoreManifest writeFolds(
      ImageSource source, Selection selection, Folding folding, StoreFormat chosen, Watch.Task task)
      throws IOException {
    return new FoldedImport(folding, SPOOL)
        .run(
            source,
            selection,
            chosen,
            out,
            overwrite,
            steps -> task.at(steps / 2, steps < selection.count() ? "reading" : "in folds"));
  }

  private void requireUsableTarget(StoreFormat chosen) throws IOException {
    if (append && overwrite) {
      throw new IllegalArgumentException(
          "--append adds to the store and --overwrite replaces it; give one of them");
    }
    if (append && resume) {
      throw new IllegalArgumentException(
          "--append adds all images or none, so there is nothing to --resume: give it again without");
    }
    if (resume && foldOptions.given()) {
      throw new IllegalArgumentException(
          "--resume does not go with --folds, which reads all images before it writes one: give it"
              + " again without");
    }
    if (append && foldOptions.given()) {
      throw new IllegalArgumentException(
          "--append adds to the end of the store and --folds lays all of it out anew; import all"
              + " images together");
    }
    StoreTarget.recover(out);
    if (append) {
      requireFormat(Formats.of(out), chosen);
      try (ImageStore store = chosen.open(out)) {
        store.manifest().requireNoFolds(out);
      }
      return;
    }
    if (Files.exists(out) && !overwrite) {
      throw new FileAlreadyExistsException(
          out.toString(),
          null,
          "exists already; choose another name or give --overwrite or --append");
    }
    if (Files.exists(out)) {
      Formats.ofReplaced(out);
    }
  }

  private void requireFormat(StoreFormat found, StoreFormat chosen) {
    if (!found.name().equals(chosen.name())) {
      throw new IllegalArgumentException(
          "--format is "
              + chosen.name()
              + ", but the store "
              + out
              + " is "
              + found.name()
              + "; its format stays");
    }
  }

  /** A store among the class folders would be taken for a class the next time. */
  private void requireOutsideSource() throws IOException {
    Path source = Path.of(data);
    Path target = out.toAbsolutePath().normalize();
    if (Files.isDirectory(source) && target.startsWith(source.toRealPath())) {
      throw new IllegalArgumentException(
          "--out " + out + " lies inside --data " + data + "; choose a place outside of it");
    }
  }
}
