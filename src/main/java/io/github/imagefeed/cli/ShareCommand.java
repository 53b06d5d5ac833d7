package io.github.imagefeed.cli;

import io.github.imagefeed.measure.ProcessExperiment;
import io.github.imagefeed.measure.ShareReader;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code load --processes} starts several times. */
@Command(
    name = "read-share",
    hidden = true,
    header = "Load epochs of a share of a store, one for each line of standard input.",
    sortOptions = false)
final class ShareCommand implements Callable<Integer> {

  @Option(names = "--store", required = true, description = "The store.")
  private Path path;

  @Option(names = "--part", required = true, description = "Which share, from 0.")
  private int part;

  @Option(names = "--parts", required = true, description = "Number of shares.")
  private int parts;

  @Option(names = "--order", required = true, description = "Order within the share.")
  private EpochOrder.Kind order;

  @Option(names = "--block", required = true, description = "Images a block.")
  private int block;

  @Option(names = "--window", required = true, description = "Blocks mixed with each other.")
  private int window;

  @Option(names = "--seed", required = true, description = "Seed of the order.")
  private long seed;

  @Option(names = "--batch", required = true, description = "Images a batch.")
  private int batch;

  @Mixin private ForeignOptions foreign;

  /**
   * The command line of a process that reads a share.
   *
   * @param foreign what is said of stores of other programs, as {@link ForeignOptions#arguments}
   */
  static ProcessExperiment.Command command(List<String> foreign) {
    return (store, part, parts, order, batch) -> {
      List<String> line = new ArrayList<>();
      line.add("read-share");
      line.add("--store=" + store);
      line.add("--part=" + part);
      line.add("--parts=" + parts);
      line.add("--order=" + order.kind());
      line.add("--block=" + order.blocks().images());
      line.add("--window=" + order.blocks().window());
      line.add("--seed=" + order.seed());
      line.add("--batch=" + batch);
      line.addAll(foreign);
      return OtherProcess.command(line);
    };
  }

  @Override
  public Integer call() throws IOException {
    EpochOrder epochs = new EpochOrder(order, new Blocks(block, window), seed);
    foreign.oneOfSeveral();
    try (ImageStore store = foreign.open(path)) {
      new ShareReader(store, part, parts, epochs, batch)
          .serve(
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
              System.out);
    }
    return 0;
  }
}
