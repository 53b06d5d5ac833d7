package io.github.imagefeed.measure;

import ai.djl.ndarray.NDManager;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times an epoch that only loads: every image once, as float32 N×C×H×W and int64 labels in DJL
 * arrays, each batch closed at once.
 *
 * <p>Contestants take turns and a new one begins each round, so that a drift of the machine hits
 * all alike. Each has untimed passes before its first timed one in an order; the page cache is
 * warm. Where a contestant is a store, the same bytes are also read into a plain buffer.
 *
 * @param orders at least one
 * @param repeat timed epochs for each contestant and order, at least 1
 * @param batch images a batch
 */
public record LoadExperiment(List<EpochOrder> orders, int repeat, int batch) {

  private static final double WARM_UP_SECONDS = 2;

  public LoadExperiment {
    orders = List.copyOf(orders);
    if (repeat < 1) {
      throw new IllegalArgumentException("repeat is " + repeat + ", expected at least 1");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch is " + batch + ", expected at least 1");
    }
  }

  /** One contestant in one order. */
  private record Entry(Loader loader, Loader.Epochs epochs, List<ByteCopy> bytes) {}

  /** {@link MetricNames#EPOCH_LOAD} and what goes with it, for each contestant and order. */
  public List<Measurement> run(List<? extends Loader> loaders, Watch watch) throws IOException {
    Samples samples = new Samples();
    long passes = loaders.stream().mapToLong(loader -> Math.min(repeat, loader.mostEpochs())).sum();
    try (Watch.Task task = watch.begin("timing epochs of loading", passes * orders.size());
        NDManager manager = NDManager.newBaseManager()) {
      EpochProbe probe = new EpochProbe(manager);
      long done = 0;
      for (EpochOrder order : orders) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
          enter(loaders, order, entries);
          warmUp(entries, probe, task, done);
          for (int round = 0; round < repeat; round++) {
            for (String name : Rotation.of(List.copyOf(entries.keySet()), round)) {
              Entry entry = entries.get(name);
              if (round < entry.loader().mostEpochs()) {
                samples.add(entry.loader(), order.kind().toString(), probe.load(entry.epochs()));
                for (ByteCopy copy : entry.bytes()) {
                  samples.add(
                      MetricNames.EPOCH_COPY,
                      entry.loader(),
                      order.kind().toString(),
                      MetricNames.SECONDS,
                      copy.seconds());
                }
                task.at(++done, name + " " + order.kind());
              }
            }
          }
        } finally {
          entries.values().forEach(entry -> entry.epochs().close());
        }
      }
    }
    return samples.measurements();
  }

  private void enter(List<? extends Loader> loaders, EpochOrder order, Map<String, Entry> entries)
      throws IOException {
    for (Loader loader : loaders) {
      if (!loader.knows(order.kind())) {
        continue;
      }
      // The bytes are the same however many workers there are: once is enough.
      List<ByteCopy> bytes =
          loader instanceof StoreLoader one
                  && entries.values().stream()
                      .noneMatch(
                          e -> e.loader() instanceof StoreLoader s && s.store() == one.store())
              ? List.of(new ByteCopy(one.store(), order, batch))
              : List.of();
      entries.put(loader.label(), new Entry(loader, loader.epochs(order, batch), bytes));
    }
  }

  /** Everybody once, and those that are quick for two seconds: they are timed by milliseconds. */
  private void warmUp(Map<String, Entry> entries, EpochProbe probe, Watch.Task task, long done)
      throws IOException {
    double seconds = 0;
    boolean first = true;
    while (first || seconds < WARM_UP_SECONDS) {
      for (Entry entry : entries.values()) {
        boolean slow = entry.loader().mostEpochs() < repeat;
        if (first || !slow) {
          task.at(done, "warming up " + entry.loader().label());
          double once = probe.load(entry.epochs()).seconds();
          for (ByteCopy copy : entry.bytes()) {
            once += copy.seconds();
          }
          seconds += slow ? 0 : once;
        }
      }
      first = false;
    }
  }
}
