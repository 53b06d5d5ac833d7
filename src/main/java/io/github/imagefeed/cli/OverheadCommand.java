package io.github.imagefeed.cli;

import io.github.imagefeed.measure.OverheadExperiment;
import io.github.imagefeed.report.OverheadTable;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.store.ImageStore;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What loading costs a training, for several stores side by side. */
@Command(
    name = "overhead",
    header = "Measure what loading costs a training, for each of some stores.",
    description = {
      "",
      "By difference, as DS-Analyzer does it: the network fed with a batch that is in memory already,"
          + " from the store with a warm page cache, and with a cold one. 'train --overhead' does the"
          + " same for one store. --epochs are the rounds of it; no model is saved.",
      ""
    },
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
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of network and order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ForeignOptions foreign;
  @Mixin private CheckOption check;
  @Mixin private RecorderOption recorder;
  @Mixin private RecipeOptions recipeOptions;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Recipe recipe = recipeOptions.recipe(seed);
    output.prepare();
    return recorder.during(() -> measure(spec, recipe, stores, foreign, check, output));
  }

  /** Figures of different images must not stand side by side. */
  private static void requireSameImages(
      List<Path> stores, ForeignOptions foreign, Terminal terminal) throws IOException {
    if (stores.size() == 1) {
      return;
    }
    String first = "";
    for (Path path : stores) {
      String digest;
      try (ImageStore store = foreign.openWithDigest(path, terminal)) {
        digest = store.manifest().digest();
      }
      if (first.isEmpty()) {
        first = digest;
      } else if (!digest.equals(first)) {
        throw new IllegalArgumentException(
            "--store: "
                + path
                + " holds other images than "
                + stores.get(0)
                + ", or the same in another order (digests "
                + digest
                + " and "
                + first
                + "); give stores of the same images");
      }
    }
  }

  /** Measures and reports; the table goes to standard output. */
  static int measure(
      CommandSpec spec,
      Recipe recipe,
      List<Path> stores,
      ForeignOptions foreign,
      CheckOption check,
      ResultOutput output)
      throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    foreign.among(stores);
    requireSameImages(stores, foreign, terminal);
    List<Measurement> measurements = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<StoreManifest> manifests = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path path : stores) {
      String format = foreign.reader(path).name();
      String name = names.add(format) ? format : format + ":" + path;
      try (ImageStore store = foreign.openWithDigest(path, terminal)) {
        manifests.add(store.manifest());
        OverheadExperiment experiment =
            new OverheadExperiment(
                recipe, check.on(store, path), path, name, recipe.epochs(), terminal);
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
    output.writeReport(result, output.write(result, terminal), terminal);
    return 0;
  }
}
