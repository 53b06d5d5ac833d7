package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

final class EngineThreadsTest {

  /** Long enough that the engine would spread it over its threads. */
  private static final Shape LARGE = new Shape(1 << 20);

  private static int inNewThread(IntSupplier work) throws InterruptedException {
    AtomicInteger result = new AtomicInteger();
    Thread thread = new Thread(() -> result.set(work.getAsInt()));
    thread.start();
    thread.join();
    return result.get();
  }

  private static int threadsAfterAnOperation() {
    try (NDManager manager = NDManager.newBaseManager()) {
      manager.ones(LARGE, DataType.UINT8).toType(DataType.FLOAT32, true).muli(2);
    }
    return JniUtils.getNumThreads();
  }

  @Test
  void aThreadStaysAloneWhateverItDoes() throws InterruptedException {
    NDManager.newBaseManager().close(); // loads the engine
    int others = JniUtils.getNumThreads();
    int alone =
        inNewThread(
            () -> {
              EngineThreads.stayAlone("PyTorch", others);
              return threadsAfterAnOperation();
            });
    assertEquals(1, alone);
    assertEquals(others, JniUtils.getNumThreads());
    assertEquals(others, inNewThread(EngineThreadsTest::threadsAfterAnOperation));
  }
}
