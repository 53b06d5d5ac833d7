package io.github.imagefeed.benchmark;

import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
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
import org.openjdk.jmh.annotations.Warmup;

/** The indices of one batch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ShuffleBenchmark {

  @Param({"SHUFFLED", "BLOCK_SHUFFLED"})
  public EpochOrder.Kind order;

  /** The last is beyond any page cache, and would be a table of 400 MB. */
  @Param({"50000", "1281167", "100000000"})
  public int size;

  private final int[] indices = new int[Images.BATCH];
  private IndexOrder visits;
  private int next;

  @Setup
  public void draw() {
    visits = new EpochOrder(order, Blocks.DEFAULT, 1).of(size, 0);
  }

  @Benchmark
  public int[] batch() {
    if (next + Images.BATCH > size) {
      next = 0;
    }
    visits.copy(next, next + Images.BATCH, indices);
    next += Images.BATCH;
    return indices;
  }
}
