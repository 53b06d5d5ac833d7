package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.measure.LoadExperiment;
import io.github.imagefeed.measure.Loader;
import io.github.imagefeed.measure.StoreFolder;
import io.github.imagefeed.measure.StoreLoader;
import io.github.imagefeed.measure.StorePair;
import io.github.imagefeed.report.LoadTable;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

  @Mixin private LoadOptions load;
  @Mixin private StoresOption storesOption;
  @Mixin private DataOptions dataOptions;
  @Mixin private FormatChoice formatChoice;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    LoadExperiment experiment = load.experiment(dataOptions.seed());
    output.prepare();
    if (input.data.isEmpty()) {
      StoresOption.requireDataOptionsAbsent(spec);
    }
    List<Measurement> measurements = new ArrayList<>();
    Map<String, ImageStore> stores = new LinkedHashMap<>();
    try {
      if (input.data.isPresent()) {
        measurements.addAll(writeAndOpen(input.data.get(), stores, terminal));
      } else {
        open(stores);
      }
      StoreManifest manifest = requireSameImages(stores);
      measurements.addAll(experiment.run(loaders(stores), terminal));
      Path where = input.data.isPresent() ? storesOption.path() : input.stores.get(0);
      RunResult result =
          output.result(
              spec, ResultOutput.dataset(manifest, Optional.empty()), measurements, where);
      spec.commandLine().getOut().println(LoadTable.render(result));
      output.write(result, terminal);
      return 0;
    } finally {
      for (ImageStore store : stores.values()) {
        store.close();
      }
    }
  }

  private static List<Loader> loaders(Map<String, ImageStore> stores) throws IOException {
    List<Loader> loaders = new ArrayList<>();
    ImageStore memory = MemoryStore.copyOf(stores.values().iterator().next());
    loaders.add(new StoreLoader(MetricNames.MEMORY, memory, OptionalInt.empty()));
    stores.forEach((name, store) -> loaders.add(new StoreLoader(name, store, OptionalInt.empty())));
    return loaders;
  }

  private List<Measurement> writeAndOpen(
      String data, Map<String, ImageStore> stores, Terminal terminal) throws IOException {
    StoreFolder written = storesOption.folder();
    List<StoreFormat> chosen = formatChoice.formats(load.formats());
    int most = dataOptions.limit();
    List<Measurement> measurements;
    try (ImageSource source = dataOptions.open(data, terminal)) {
      terminal.say("images: " + source.description());
      measurements = written.write(source, chosen, most, terminal);
    }
    for (StoreFormat format : chosen) {
      StorePair pair = written.open(format);
      stores.put(format.name(), pair.train());
      if (pair.test().isPresent()) {
        pair.test().get().close();
      }
    }
    return measurements;
  }

  /** A store is called by its format, and by its path too where two have the same format. */
  private void open(Map<String, ImageStore> stores) throws IOException {
    Set<Path> seen = new HashSet<>();
    for (Path path : input.stores) {
      if (!seen.add(path.toAbsolutePath().normalize())) {
        throw new IllegalArgumentException("store " + path + " is given twice");
      }
      StoreFormat format = Formats.of(path);
      String name = stores.containsKey(format.name()) ? format.name() + ":" + path : format.name();
      stores.put(name, format.open(path));
    }
  }

  private static StoreManifest requireSameImages(Map<String, ImageStore> stores) {
    StoreManifest first = stores.values().iterator().next().manifest();
    stores.forEach(
        (name, store) -> {
          if (!store.manifest().digest().equals(first.digest())) {
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
