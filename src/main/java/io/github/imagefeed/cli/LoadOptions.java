package io.github.imagefeed.cli;

import io.github.imagefeed.measure.LoadExperiment;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How loading is timed. */
final class LoadOptions {

  private static final Pattern BLOCKS = Pattern.compile("([0-9]{1,9})x([0-9]{1,9})");

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
      names = "--blocks",
      paramLabel = "IMAGESxBLOCKS",
      description =
          "Order block-shuffled: images a block, and how many blocks are mixed with each other"
              + " (default: 64x64).")
  private Optional<String> blocks = Optional.empty();

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

  int repeat() {
    return repeat;
  }

  List<EpochOrder> orders(long seed) {
    Blocks shape = blocks.map(LoadOptions::blocks).orElse(Blocks.DEFAULT);
    return orders.stream().distinct().map(kind -> new EpochOrder(kind, shape, seed)).toList();
  }

  private static Blocks blocks(String text) {
    Matcher matcher = BLOCKS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--blocks is '" + text + "', expected images a block x number of blocks, as in 64x64");
    }
    return new Blocks(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  LoadExperiment experiment(long seed) {
    return new LoadExperiment(orders(seed), repeat, batch);
  }
}
