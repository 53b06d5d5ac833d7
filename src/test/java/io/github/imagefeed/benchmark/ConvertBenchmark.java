package io.github.imagefeed.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Ways from one batch of uint8 to float32 in [0, 1], by one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConvertBenchmark {

  private static final int PIXELS = Images.BATCH * Images.SHAPE.bytes();

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(PIXELS).order(ByteOrder.nativeOrder());
  private final float[] table = new float[256];
  private NDManager manager;
  private NDArray pixels;
  private NDArray scale;
  private NDArray divisor;

  @Setup
  public void make() {
    manager = NDManager.newBaseManager();
    JniUtils.setNumThreads(1);
    for (int i = 0; i < PIXELS; i++) {
      bytes.put(i, (byte) (i * 7));
    }
    for (int i = 0; i < table.length; i++) {
      table[i] = i / 255f;
    }
    pixels = manager.create(bytes, new Shape(Images.BATCH, 3, 32, 32), DataType.UINT8);
    scale = manager.create(1 / 255f);
    divisor = manager.create(255f);
  }

  /** What loading does. */
  @Benchmark
  public void castThenProductInPlace() {
    pixels.toType(DataType.FLOAT32, true).muli(scale).close();
  }

  @Benchmark
  public void castThenQuotientInPlace() {
    pixels.toType(DataType.FLOAT32, true).divi(divisor).close();
  }

  @Benchmark
  public void castAndProductAtOnce() {
    pixels.mul(scale).close();
  }

  @Benchmark
  public void castAlone() {
    pixels.toType(DataType.FLOAT32, true).close();
  }

  /** One pass in Java, straight into the engine's memory; any normalisation would be free. */
  @Benchmark
  public void tableInJava() {
    try (NDArray floats = manager.create(pixels.getShape(), DataType.FLOAT32)) {
      ByteBuffer out = floats.toByteBuffer(true);
      for (int i = 0; i < PIXELS; i++) {
        out.putFloat(i * Float.BYTES, table[bytes.get(i) & 0xff]);
      }
    }
  }

  @TearDown
  public void close() {
    manager.close();
  }
}
