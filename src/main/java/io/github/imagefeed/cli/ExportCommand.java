package io.github.imagefeed.cli;

import io.github.imagefeed.export.Export;
import io.github.imagefeed.export.ExportImages;
import io.github.imagefeed.export.ExportTarget;
import io.github.imagefeed.export.ExportTargets;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.report.Figures;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreNames;
import io.github.imagefeed.store.StoreTarget;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Store to files of other programs. */
@Command(
    name = "export",
    header = "Write a store's images as files for other programs.",
    description = {
      "",
      "Stores are ordinary LMDB, HDF5 and PNG files already, and the README shows how Python reads"
          + " them; this is for programs that want other files:",
      "  imagefolder   CLASS/00000123.png, for torchvision's ImageFolder; what",
      "                reads it numbers classes in the order of their names",
      "  npz           one file for numpy.load: images, labels, class_names; with",
      "                --test as Keras has them: x_train, y_train, x_test, y_test",
      "  cifar-binary  data_batch_1.bin to data_batch_5.bin, with --test",
      "                test_batch.bin: CIFAR-10's binary version, for images of",
      "                32x32x3 in at most 10 classes",
      "  tutorial      disk/, lmdb/ and hdf5/ as Real Python's \"Three Ways of",
      "                Storing and Accessing Lots of Images in Python\" has them",
      "",
      "Each image is compared with its checksum on the way, where the store has checksums. What is"
          + " written appears under its name when it is complete, or not at all.",
      ""
    },
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "STORE",
      description = "A store of any format, or files of another program.")
  private Path store;

  @Option(
      names = "--to",
      paramLabel = "imagefolder|npz|cifar-binary|tutorial",
      required = true,
      description = "What to write.")
  private String to;

  @Option(names = "--out", paramLabel = "PATH", required = true, description = "Where to write.")
  private Path out;

  @Option(
      names = "--test",
      paramLabel = "STORE",
      description = "A store of test images, of the same size and classes.")
  private Optional<Path> test = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "train|test",
      description =
          "imagefolder: put the class folders below PATH/train or PATH/test (default: into PATH;"
              + " with --test into both).")
  private Optional<Split> split = Optional.empty();

  @Option(
      names = "--overwrite",
      description =
          "Replace PATH if it exists and holds nothing but what such an export has written.")
  private boolean overwrite;

  @Mixin private ForeignOptions foreign;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    ExportTarget target =
        ExportTargets.named(to, split.map(part -> part.name().toLowerCase(Locale.ROOT)));
    requireUsablePlace(target);
    foreign.among(test.isPresent() ? List.of(store, test.get()) : List.of(store));
    ExportImages images;
    try (ImageStore train = open(store)) {
      if (test.isPresent()) {
        try (ImageStore tests = open(test.get())) {
          images = new ExportImages(train, Optional.of(tests));
          write(target, images, terminal);
        }
      } else {
        images = new ExportImages(train, Optional.empty());
        write(target, images, terminal);
      }
      spec.commandLine().getOut().println(said(target, images));
      target.notice(out, images).ifPresent(terminal::notice);
    }
    return 0;
  }

  private void write(ExportTarget target, ExportImages images, Terminal terminal)
      throws IOException {
    try (Watch.Task task = terminal.begin("writing " + out, images.count())) {
      Export.run(target, images, out, overwrite, done -> task.at(done, ""));
    }
  }

  private ImageStore open(Path path) throws IOException {
    ImageStore store = foreign.open(path);
    try {
      return store.checksums().isPresent() ? CheckedStore.of(store, path.toString()) : store;
    } catch (IOException | RuntimeException e) {
      try (store) {
        throw e;
      }
    }
  }

  private void requireUsablePlace(ExportTarget target) throws IOException {
    Path place = StoreNames.of(out).store(); // a folder above may be a link into the store
    for (Path from : test.isPresent() ? new Path[] {store, test.get()} : new Path[] {store}) {
      if (Files.isDirectory(from) && place.startsWith(from.toRealPath())) {
        throw new IllegalArgumentException(
            "--out " + out + " lies inside the store " + from + "; choose a place outside of it");
      }
    }
    StoreTarget.recover(out);
    if (Files.exists(out) && !overwrite) {
      throw new FileAlreadyExistsException(
          out.toString(), null, "exists already; choose another name or give --overwrite");
    }
    Export.requireReplaceable(target, out);
  }

  private String said(ExportTarget target, ExportImages images) throws IOException {
    return String.join(
        System.lineSeparator(),
        "written  " + out,
        "as       " + target.name() + ": " + target.description(),
        "images   "
            + Figures.count(images.train().size())
            + images
                .test()
                .map(tests -> ", and " + Figures.count(tests.size()) + " to test on")
                .orElse(""),
        "on disk  " + Figures.bytes((double) Trees.bytes(out)),
        "read by  " + target.reading(images.test().isPresent()).replace("OUT", out.toString()));
  }
}
