package io.github.imagefeed.cli;

import io.github.imagefeed.measure.CompareExperiment;
import io.github.imagefeed.measure.StoreFolder;
import io.github.imagefeed.measure.StorePair;
import io.github.imagefeed.report.Advice;
import io.github.imagefeed.report.CompareTable;
import io.github.imagefeed.report.ResultsFiles;
import io.github.imagefeed.report.TextWrap;
import io.github.imagefeed.report.TrainingCurve;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.training.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
    name = "compare",
    header = "Which format? Write the images in each, time loading, train from each.",
    description = {
      "",
      "Writes the images as PNG files, LMDB and HDF5, times an epoch of loading from each and from"
          + " memory in each order, and trains a small CNN from each with the same seed. Prints a"
          + " table and one sentence of advice.",
      ""
    },
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "auto|PATH|synthetic",
      defaultValue = "auto",
      description = DataPath.HELP + " (default: ${DEFAULT-VALUE}).")
  private String data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Epochs to train from each format, 0 for none (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Mixin private LoadOptions load;
  @Mixin private StoresOption stores;
  @Mixin private DataOptions dataOptions;
  @Mixin private FormatChoice formatChoice;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs is " + epochs + ", expected 0 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    List<StoreFormat> chosen = formatChoice.formats(load.formats(terminal));
    StoreFolder folder = stores.folder();
    CompareExperiment experiment =
        new CompareExperiment(
            chosen,
            folder,
            dataOptions.limit(),
            load.experiment(dataOptions.seed()),
            epochs == 0
                ? Optional.empty()
                : Optional.of(Recipe.of(epochs, load.batch(), dataOptions.seed())));
    output.prepare();
    List<Measurement> measurements;
    try (ImageSource source = dataOptions.open(data, terminal)) {
      terminal.say("images: " + source.description());
      measurements = experiment.run(source, terminal);
    }
    RunResult result =
        output.result(spec, dataset(folder, chosen.get(0)), measurements, stores.path());
    ResultsFiles files = output.write(result, terminal);
    out.println(CompareTable.render(result));
    if (epochs > 1) {
      out.println();
      out.println(TrainingCurve.render(result, chosen.get(0).name()));
    }
    out.println();
    out.println(TextWrap.wrap(Advice.sentence(result)));
    out.flush();
    output.writeReport(result, files, terminal); // last: it draws, and the figures must not wait
    return 0;
  }

  private static Map<String, String> dataset(StoreFolder folder, StoreFormat format)
      throws IOException {
    try (StorePair pair = folder.open(format)) {
      return ResultOutput.dataset(pair.train().manifest(), pair.test().map(ImageStore::manifest));
    }
  }
}
