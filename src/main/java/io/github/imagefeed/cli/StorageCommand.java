package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.measure.storage.StorageExperiment;
import io.github.imagefeed.measure.storage.WorkFolder;
import io.github.imagefeed.report.StorageReport;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The storage experiments. */
@Command(
    name = "storage",
    header = "Store and read one and many images in each format, on this machine.",
    description = {
      "",
      "Writes and reads stores of one image and of more and more, of other image sizes, with other"
          + " block sizes, layouts and compressions, by several threads and processes, warm and"
          + " cold, and says what they take on disk. Each figure comes from several repetitions,"
          + " until the 95 %% interval of its median is within 5 %%; formats take"
          + " turns. Ctrl-C keeps what was measured.",
      ""
    },
    sortOptions = false)
final class StorageCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "auto|PATH|synthetic",
      defaultValue = "auto",
      description = DataPath.HELP + " (default: ${DEFAULT-VALUE}).")
  private String data;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationConverter.class,
      description =
          "Time that the experiments may take, as in 90s, 10m, 1h; what does not fit is left out,"
              + " and named. Reading the images before and removing the stores after come on top"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "30",
      description = "Repetitions of each figure at most (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Mixin private FormatsOption formats;

  @Option(
      names = "--cutoffs",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,10,100,1000,10000,100000",
      description =
          "Numbers of images in a store; if there are not so many, they are repeated (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> cutoffs;

  @Option(
      names = "--sizes",
      paramLabel = "PIXELS",
      split = ",",
      defaultValue = "32,256,512",
      description =
          "Sides of images that these are scaled to, for stores of other images: of each size as"
              + " many as make 128 MiB of pixels, if there are so many (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> sizes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4",
      description = "Numbers of reading threads (default: ${DEFAULT-VALUE}).")
  private List<Integer> threads;

  @Option(
      names = "--processes",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2",
      description = "Numbers of reading processes (default: ${DEFAULT-VALUE}).")
  private List<Integer> processes;

  @Option(
      names = "--stores",
      paramLabel = "DIR",
      defaultValue = "data/stores",
      description =
          "Where to make a folder for the stores, removed in the end; the figures are of the disk"
              + " it lies on (default: ${DEFAULT-VALUE}).")
  private Path stores;

  @Mixin private DataOptions dataOptions;
  @Mixin private ResultOutput output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    List<StoreFormat> chosen =
        formats.names(terminal).stream()
            .map(name -> Formats.named(name, FormatOptions.DEFAULT))
            .toList();
    StorageExperiment experiment =
        new StorageExperiment(
            chosen,
            cutoffs,
            sizes,
            threads,
            processes,
            repeat,
            dataOptions.limit(),
            budget.toMillis() / 1e3);
    output.prepare();
    // The source first: a download does not ask whether to stop, so Ctrl-C just ends it.
    try (ImageSource source = dataOptions.open(data, terminal);
        Interruption interruption =
            new Interruption(terminal, "stopping; what was measured will be written");
        WorkFolder work = WorkFolder.in(stores)) {
      terminal.say("images: " + source.description());
      StorageExperiment.Outcome outcome =
          experiment.run(
              source,
              work.path(),
              ShareCommand.command(List.of()),
              interruption::isRequested,
              terminal);
      RunResult result =
          output.result(
              spec, dataset(source, outcome), outcome.measurements(), outcome.notes(), stores);
      spec.commandLine().getOut().println(StorageReport.render(result));
      output.writeReport(result, output.write(result, terminal), terminal);
      terminal.say("removing the stores");
      if (outcome.failure().isPresent()) {
        Exception failure = outcome.failure().get();
        throw new IOException(
            "ended early, the figures until then are kept: " + failure.getMessage(), failure);
      }
    }
    return 0;
  }

  private static Map<String, String> dataset(
      ImageSource source, StorageExperiment.Outcome outcome) {
    Map<String, String> dataset = new LinkedHashMap<>();
    dataset.put("description", source.description());
    dataset.put("images", String.valueOf(outcome.images()));
    dataset.put("shape", source.shape().toString());
    dataset.put("classes", String.valueOf(source.classes().size()));
    return dataset;
  }
}
