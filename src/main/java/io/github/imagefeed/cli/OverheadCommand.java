package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.measure.FlightRecording;
import io.github.imagefeed.measure.OverheadExperiment;
import io.github.imagefeed.report.OverheadTable;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.training.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What loading costs a training, by itself: several stores, one after the other. */
@Command(
    name = "overhead",
    hidden = true,
    header = "Measure what loading costs a training, for each of some stores.",
    sortOptions = false)
final class OverheadCommand implements Callable<Integer> {

  @Option(
      names = "--store",
      paramLabel = "STORE",
      arity = "1..*",
      required = true,
      description = "Stores of the same images, in any format.")
  private List<Path> stores = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Epochs of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of network and order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--jfr",
      paramLabel = "FILE",
      description = "Also record all of it with the JDK's Flight Recorder.")
  private Optional<Path> jfr = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (jfr.isEmpty()) {
      return measure();
    }
    FlightRecording recording = FlightRecording.start(jfr.get());
    try (recording) {
      return measure();
    }
  }

  private Integer measure() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    Recipe recipe = Recipe.of(rounds, batch, seed);
    ResultOutput output = new ResultOutput();
    output.prepare();
    List<Measurement> measurements = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<StoreManifest> manifests = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path path : stores) {
      StoreFormat format = Formats.of(path);
      String name = names.add(format.name()) ? format.name() : format.name() + ":" + path;
      try (ImageStore store = format.open(path)) {
        manifests.add(store.manifest());
        OverheadExperiment experiment =
            new OverheadExperiment(recipe, store, path, name, rounds, terminal);
        measurements.addAll(experiment.run());
        notes.addAll(experiment.notes());
      }
    }
    RunResult result =
        output.result(
            spec,
            ResultOutput.dataset(manifests.get(0), Optional.empty()),
            measurements,
            notes,
            stores.get(0));
    spec.commandLine().getOut().println(OverheadTable.render(result));
    output.write(result, terminal);
    return 0;
  }
}
