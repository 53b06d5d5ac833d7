package io.github.imagefeed.cli;

import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.measure.ColdExperiment;
import io.github.imagefeed.measure.LoadExperiment;
import io.github.imagefeed.measure.ProcessExperiment;
import io.github.imagefeed.measure.StoreFolder;
import io.github.imagefeed.measure.StorePair;
import io.github.imagefeed.report.LoadReport;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Epoch load time alone. */
@Command(
    name = "load",
    header = "Time an epoch of loading, without training.",
    description = {
      "",
      "Loads every image once as float32 arrays, from stores that exist or from stores written for"
          + " this, and from memory for comparison.",
      ""
    },
    sortOptions = false)
final class LoadCommand implements Callable<Integer> {

  /** Exactly one of the two. */
  static final class Input {
    @Option(
        names = "--store",
        paramLabel = "STORE",
        arity = "1..*",
        description = "Stores of the same images, in any format.")
    private List<Path> stores = List.of();

    @Option(names = "--data", paramLabel = "auto|PATH|synthetic", description = DataPath.HELP + ".")
    private Optional<String> data = Optional.empty();
  }

  @ArgGroup(multiplicity = "1")
  private Input input;

  @Option(
      names = "--workers",
      paramLabel = "N",
      split = ",",
      description =
          "Loading threads, several numbers for one row each; 0 loads on the consumer's thread"
              + " (default: chosen for the format).")
  private List<Integer> workers = List.of();

  @Option(
      names = "--processes",
      paramLabel = "N",
      split = ",",
      description =
          "Also let N processes read disjoint shares of each store, for each of these numbers.")
  private List<Integer> processes = List.of();

  @Option(
      names = "--cold",
      description =
          "Time epochs that begin with the store dropped from the page cache, beside a plain cold"
              + " read of its files, instead of warm ones; not with --peers or --processes.")
  private boolean cold;

  @Option(
      names = "--peers",
      description =
          "Also time what DJL offers by itself: ArrayDataset, a RandomAccessDataset of single"
              + " records, and ImageFolder over the PNG files; at most 3 epochs of those that"
              + " take seconds.")
  private boolean peers;

  @Option(
      names = "--check",
      description =
          "Also time each store, as NAME+check, with each image compared with its checksum; stops at"
              + " the first that is damaged; not with --processes.")
  private boolean check;

  @Mixin private LoadOptions load;
  @Mixin private StoresOption storesOption;
  @Mixin private DataOptions dataOptions;
  @Mixin private FormatChoice formatChoice;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    byProcesses(load.experiment(dataOptions.seed())); // refuses what cannot be
    requirePossible();
    output.prepare();
    List<Measurement> measurements = new ArrayList<>();
    Contestants contestants = new Contestants();
    try {
      if (input.data.isPresent()) {
        measurements.addAll(writeAndOpen(input.data.get(), contestants, terminal));
      } else {
        open(contestants, terminal);
      }
      if (check) {
        contestants.addChecked();
      }
      StoreManifest manifest = requireSameImages(contestants.stores());
      LoadExperiment experiment =
          load.experiment(dataOptions.seed(), contestants.stores().values());
      if (cold) {
        ColdExperiment experimentCold =
            new ColdExperiment(experiment.orders(), experiment.repeat(), experiment.batch());
        measurements.addAll(experimentCold.run(contestants.cold(workers), terminal));
      } else {
        measurements.addAll(experiment.run(contestants.warm(workers, peers), terminal));
      }
      ProcessExperiment.Command share = ShareCommand.command(dataOptions.foreign().arguments());
      measurements.addAll(byProcesses(experiment).run(contestants.paths(), share, terminal));
      Path where = input.data.isPresent() ? storesOption.path() : input.stores.get(0);
      RunResult result =
          output.result(
              spec, ResultOutput.dataset(manifest, Optional.empty()), measurements, where);
      spec.commandLine().getOut().println(LoadReport.render(result));
      output.writeReport(result, output.write(result, terminal), terminal);
      return 0;
    } finally {
      contestants.close();
    }
  }

  private ProcessExperiment byProcesses(LoadExperiment loading) {
    return new ProcessExperiment(loading.orders(), loading.repeat(), loading.batch(), processes);
  }

  /** What cannot be done is said before images are written for it. */
  private void requirePossible() {
    for (int count : workers) {
      StoreDataset.builder().optWorkers(count); // refuses what cannot be
    }
    if (input.data.isEmpty()) {
      StoresOption.requireDataOptionsAbsent(spec);
    }
    if (cold) {
      ColdExperiment.requirePossible();
    }
    if (cold && (peers || !processes.isEmpty())) {
      throw new IllegalArgumentException(
          "--cold times the stores alone, it goes neither with --peers nor with --processes");
    }
    if (check && !processes.isEmpty()) {
      throw new IllegalArgumentException(
          "--check times checks in this process, it does not go with --processes");
    }
  }

  private List<Measurement> writeAndOpen(String data, Contestants contestants, Terminal terminal)
      throws IOException {
    StoreFolder written = storesOption.folder();
    List<StoreFormat> chosen = formatChoice.formats(load.formats(terminal));
    int most = dataOptions.limit();
    List<Measurement> measurements;
    try (ImageSource source = dataOptions.open(data, terminal)) {
      terminal.say("images: " + source.description());
      measurements = written.write(source, chosen, most, terminal);
    }
    for (StoreFormat format : chosen) {
      StorePair pair = written.open(format);
      contestants.add(format.name(), pair.train(), written.train(format));
      if (pair.test().isPresent()) {
        pair.test().get().close();
      }
    }
    return measurements;
  }

  /** A store is called by its format, and by its path too where two have the same format. */
  private void open(Contestants contestants, Terminal terminal) throws IOException {
    ForeignOptions foreign = dataOptions.foreign();
    foreign.among(input.stores);
    Set<Path> seen = new HashSet<>();
    for (Path path : input.stores) {
      if (!seen.add(path.toAbsolutePath().normalize())) {
        throw new IllegalArgumentException("store " + path + " is given twice");
      }
      String format = foreign.reader(path).name();
      String name = contestants.has(format) ? format + ":" + path : format;
      boolean alone = input.stores.size() == 1; // else digests tell whether images are the same
      contestants.add(
          name, alone ? foreign.open(path) : foreign.openWithDigest(path, terminal), path);
    }
  }

  private static StoreManifest requireSameImages(Map<String, ImageStore> stores) {
    StoreManifest first = stores.values().iterator().next().manifest();
    stores.forEach(
        (name, store) -> {
          if (stores.size() > 1 && !store.manifest().digest().equals(first.digest())) {
            throw new IllegalArgumentException(
                "the stores hold different images, so their times cannot be compared: "
                    + stores.keySet().iterator().next()
                    + " has digest "
                    + first.digest()
                    + ", "
                    + name
                    + " has "
                    + store.manifest().digest());
          }
        });
    return first;
  }
}
