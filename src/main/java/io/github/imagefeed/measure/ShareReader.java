package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.EpochSampler;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/**
 * One of several processes that read one store, each its share of the images: loads an epoch of the
 * share for each line that comes in, and answers {@link #DONE} and its processor time in seconds.
 *
 * @param part which share, from 0
 * @param parts how many shares
 */
public record ShareReader(ImageStore store, int part, int parts, EpochOrder order, int batch) {

  static final String READY = "ready";
  static final String DONE = "done ";

  /** Serves until the input ends. */
  public void serve(BufferedReader in, PrintStream out) throws IOException {
    int from = (int) ((long) store.size() * part / parts);
    int to = (int) ((long) store.size() * (part + 1) / parts);
    StoreDataset whole =
        StoreDataset.builder()
            .setStore(store)
            .setSampling(new EpochSampler(batch, false, order, 0))
            .optWorkers(1) // the processes are what reads at the same time
            .build();
    StoreDataset share = whole.subDataset(from, to);
    try (NDManager manager = NDManager.newBaseManager()) {
      out.println(READY);
      while (in.readLine() != null) {
        double cpu = ProcessCounters.cpuSeconds();
        long images = 0;
        for (Batch loaded : share.getData(manager)) {
          images += loaded.getSize();
          loaded.close();
        }
        if (images != to - from) {
          throw new IllegalStateException(images + " images came, expected " + (to - from));
        }
        out.println(DONE + (ProcessCounters.cpuSeconds() - cpu));
      }
    }
  }
}
