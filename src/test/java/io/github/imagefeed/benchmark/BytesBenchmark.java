package io.github.imagefeed.benchmark;

import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** The bytes of one batch into one buffer: what a format costs before DJL comes in. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BytesBenchmark {

  /** Raw is a file of nothing but pixels, memory-mapped: the bound for formats on disk. */
  @Param({"raw", "memory", "hdf5", "lmdb", "lmdb-1", "png-none"})
  public String format;

  @Param({"SEQUENTIAL", "SHUFFLED", "BLOCK_SHUFFLED"})
  public EpochOrder.Kind order;

  private final int[] indices = new int[Images.BATCH];
  private final int[] labels = new int[Images.BATCH];
  private final ByteBuffer pixels = ByteBuffer.allocateDirect(Images.BATCH * Images.SHAPE.bytes());
  private Path folder;
  private ImageStore store;
  private ByteBuffer raw;
  private IndexOrder visits;
  private int next;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("imagefeed-benchmark-");
    Path path = folder.resolve("store");
    if (format.equals("raw")) {
      store = Images.store(new Hdf5Format(), path);
      raw = rawFile();
    } else if (format.equals("memory")) {
      try (ImageStore written = Images.store(new Hdf5Format(), path)) {
        store = MemoryStore.copyOf(written);
      }
    } else {
      store = Images.store(Images.format(format), path);
    }
    EpochOrder kind = new EpochOrder(order, Blocks.DEFAULT, 1);
    visits = kind.of(Images.COUNT, 0);
  }

  private ByteBuffer rawFile() throws IOException {
    Path file = folder.resolve("raw");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      for (int i = 0; i < Images.COUNT; i++) {
        store.read(new int[] {i}, 0, 1, pixels.clear(), labels);
        channel.write(pixels.limit(Images.SHAPE.bytes()));
      }
      pixels.clear();
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }

  @Benchmark
  public ByteBuffer batch() throws IOException {
    if (next + Images.BATCH > Images.COUNT) {
      next = 0;
    }
    visits.copy(next, next + Images.BATCH, indices);
    next += Images.BATCH;
    if (raw == null) {
      store.read(indices, 0, Images.BATCH, pixels, labels);
    } else {
      int bytes = Images.SHAPE.bytes();
      for (int k = 0; k < Images.BATCH; k++) {
        pixels.put(k * bytes, raw, indices[k] * bytes, bytes);
      }
    }
    return pixels;
  }

  @TearDown
  public void close() throws IOException {
    store.close();
    Trees.delete(folder);
  }
}
