package io.github.imagefeed.cli;

import io.github.imagefeed.measure.LoadExperiment;
import io.github.imagefeed.order.EpochOrder;
import java.util.List;
import picocli.CommandLine.Option;

/** How loading is timed. */
final class LoadOptions {

  @Option(
      names = "--formats",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "png,lmdb,hdf5",
      description = "Formats to write, separated by commas (default: ${DEFAULT-VALUE}).")
  private List<String> formats;

  @Option(
      names = "--orders",
      paramLabel = "ORDER",
      split = ",",
      defaultValue = "sequential,shuffled",
      description = "Orders to load in: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<EpochOrder.Kind> orders;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "9",
      description =
          "Timed epochs of loading, for each format and order (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  List<String> formats() {
    return formats;
  }

  int batch() {
    return batch;
  }

  LoadExperiment experiment(long seed) {
    return new LoadExperiment(orders.stream().distinct().toList(), repeat, batch, seed);
  }
}
