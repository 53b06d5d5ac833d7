package io.github.imagefeed.cli;

import io.github.imagefeed.measure.LoadExperiment;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How loading is timed. */
final class LoadOptions {

  private static final Pattern BLOCKS = Pattern.compile("([0-9]{1,9})x([0-9]{1,9})");

  @Mixin private FormatsOption formats;

  @Option(
      names = "--orders",
      paramLabel = "ORDER",
      split = ",",
      description =
          "Orders to load in: ${COMPLETION-CANDIDATES} (default: sequential,shuffled; of stores that"
              + " are read in pieces of several images, as compressed HDF5 chunks are:"
              + " sequential,block-shuffled, as training does).")
  private List<EpochOrder.Kind> orders = List.of();

  @Option(
      names = "--blocks",
      paramLabel = "IMAGESxBLOCKS",
      description =
          "Order block-shuffled: images a block, and how many blocks are mixed with each other"
              + " (default: 64x64; pieces, of stores that are read in such).")
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

  List<String> formats(Terminal terminal) {
    return formats.names(terminal);
  }

  int batch() {
    return batch;
  }

  int repeat() {
    return repeat;
  }

  private List<EpochOrder> orders(List<EpochOrder.Kind> usual, Blocks usualBlocks, long seed) {
    Blocks shape = blocks.map(LoadOptions::blocks).orElse(usualBlocks);
    return (orders.isEmpty() ? usual : orders)
        .stream().distinct().map(kind -> new EpochOrder(kind, shape, seed)).toList();
  }

  private static Blocks blocks(String text) {
    Matcher matcher = BLOCKS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--blocks is '" + text + "', expected images a block x number of blocks, as in 64x64");
    }
    return new Blocks(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** For stores that are read image by image. */
  LoadExperiment experiment(long seed) {
    List<EpochOrder> chosen =
        orders(List.of(EpochOrder.Kind.SEQUENTIAL, EpochOrder.Kind.SHUFFLED), Blocks.DEFAULT, seed);
    return new LoadExperiment(chosen, repeat, batch);
  }

  /** For these. */
  LoadExperiment experiment(long seed, Collection<ImageStore> stores) {
    ImageStore largest = Collections.max(stores, Comparator.comparingInt(ImageStore::pieceImages));
    int piece = largest.pieceImages();
    if (piece == 1) {
      return experiment(seed);
    }
    List<EpochOrder> chosen =
        orders(
            List.of(EpochOrder.Kind.SEQUENTIAL, EpochOrder.Kind.BLOCK_SHUFFLED),
            Blocks.ofPieces(piece, largest.shape().bytes()),
            seed);
    return new LoadExperiment(chosen, repeat, batch);
  }
}
