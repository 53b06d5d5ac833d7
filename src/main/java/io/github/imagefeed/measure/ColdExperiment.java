package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times epochs that begin with nothing of the store in the page cache, and beside each a plain read
 * of the store's files that begins so too; which of the two comes first alternates. The program's
 * own code is warm: untimed epochs come before.
 *
 * @param orders at least one
 * @param repeat timed epochs for each store and order, at least 1
 * @param batch images a batch
 */
public record ColdExperiment(List<EpochOrder> orders, int repeat, int batch) {

  private static final int WARM_UP_EPOCHS = 10;

  public ColdExperiment {
    orders = List.copyOf(orders);
  }

  /**
   * Says before any work whether this system lets pages be dropped.
   *
   * @throws IllegalArgumentException if not
   */
  public static void requirePossible() {
    if (!PageCache.canDrop()) {
      throw new IllegalArgumentException(
          "--cold needs a way to drop files from the page cache, which imagefeed has on Linux with"
              + " glibc or musl only, not on "
              + System.getProperty("os.name"));
    }
  }

  /** {@link MetricNames#EPOCH_COLD} and what goes with it, for each store and order. */
  public List<Measurement> run(List<StoredLoader> stores, Watch watch) throws IOException {
    Samples samples = new Samples();
    Map<String, StoredLoader> byName = new LinkedHashMap<>();
    stores.forEach(stored -> byName.put(stored.loader().label(), stored));
    try (Watch.Task task =
            watch.begin("timing cold epochs", (long) stores.size() * orders.size() * repeat);
        NDManager manager = NDManager.newBaseManager()) {
      EpochProbe probe = new EpochProbe(manager);
      long done = 0;
      for (EpochOrder order : orders) {
        Map<String, Loader.Epochs> epochs = new LinkedHashMap<>();
        for (StoredLoader stored : stores) {
          epochs.put(stored.loader().label(), stored.loader().epochs(order, batch));
        }
        for (int i = 0; i < WARM_UP_EPOCHS; i++) {
          for (Loader.Epochs each : epochs.values()) {
            probe.load(each);
          }
        }
        for (int round = 0; round < repeat; round++) {
          for (String name : Rotation.of(List.copyOf(epochs.keySet()), round)) {
            Path path = byName.get(name).path();
            Optional<Double> before =
                round % 2 == 0 ? Optional.of(plainRead(path)) : Optional.empty();
            PageCache.requireDropped(path);
            EpochCost cost = probe.load(epochs.get(name));
            double plain = before.isPresent() ? before.get() : plainRead(path);
            add(samples, byName.get(name).loader(), order.kind().toString(), cost, plain);
            task.at(++done, name + " " + order.kind());
          }
        }
      }
    }
    return samples.measurements();
  }

  private static void add(
      Samples samples, Loader loader, String order, EpochCost cost, double plain) {
    samples.add(MetricNames.EPOCH_COLD, loader, order, MetricNames.SECONDS, cost.seconds());
    samples.add(
        MetricNames.FIRST_BATCH_COLD, loader, order, MetricNames.SECONDS, cost.firstBatchSeconds());
    samples.add(MetricNames.PLAIN_READ_COLD, loader, order, MetricNames.SECONDS, plain);
    samples.add(
        MetricNames.TIMES_PLAIN_READ, loader, order, MetricNames.SHARE, cost.seconds() / plain);
    cost.deviceBytes()
        .ifPresent(
            b -> samples.add(MetricNames.DEVICE_READ_COLD, loader, order, MetricNames.BYTES, b));
  }

  private static double plainRead(Path path) throws IOException {
    PageCache.requireDropped(path);
    return PageCache.read(List.of(path));
  }
}
