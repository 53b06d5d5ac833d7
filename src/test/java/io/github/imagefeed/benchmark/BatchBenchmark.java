package io.github.imagefeed.benchmark;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One batch as DJL arrays, loaded ahead by the default number of workers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchBenchmark {

  @Param({"memory", "hdf5", "lmdb", "png-none", "png-small"})
  public String format;

  @Param({"SEQUENTIAL", "SHUFFLED", "BLOCK_SHUFFLED"})
  public EpochOrder.Kind order;

  private final NDManager manager = NDManager.newBaseManager();
  private Path folder;
  private ImageStore store;
  private StoreDataset dataset;
  private Iterator<Batch> epoch;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("imagefeed-benchmark-");
    Path path = folder.resolve("store");
    if (format.equals("memory")) {
      try (ImageStore written = Images.store(new Hdf5Format(), path)) {
        store = MemoryStore.copyOf(written);
      }
    } else {
      store = Images.store(Images.format(format), path);
    }
    dataset = StoreDataset.builder().setStore(store).setSampling(Images.BATCH, order).build();
    epoch = dataset.getData(manager).iterator();
  }

  @Benchmark
  public int batch() {
    if (!epoch.hasNext()) {
      epoch = dataset.getData(manager).iterator();
    }
    try (Batch batch = epoch.next()) {
      return batch.getSize();
    }
  }

  @TearDown
  public void close() throws IOException {
    manager.close();
    store.close();
    Trees.delete(folder);
  }
}
