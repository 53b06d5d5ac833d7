package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Against what PyTorch 1.13 in Python computes. */
final class NesterovTest {

  private static final float[] RATES = {0.1f, 0.2f, 0.05f};

  /** {@code SGD(momentum=0.9, nesterov=True, weight_decay=0.01)}, rates as above. */
  private static final float[][] WEIGHTS = {
    {0.8081f, -2.3762f, 1.06905f},
    {-0.1185908f, -4.207931f, 3.8301775f},
    {-0.5216199f, -5.0071416f, 5.0332737f}
  };

  private static final float[] LAST_VELOCITY = {5.6241865f, 11.140335f, -16.778027f};

  @Test
  void stepsAsPyTorchDoes() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), TrainingRun.ENGINE);
        Nesterov optimizer = new Nesterov(step -> RATES[step - 1], 0.9f, 0.01f, manager)) {
      NDArray weight = manager.create(new float[] {1, -2, 0.5f});
      weight.setRequiresGradient(true);
      for (int step = 1; step <= RATES.length; step++) {
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          NDArray slope = manager.create(new float[] {step, 2f * step, -3f * step});
          collector.backward(weight.mul(slope).sum());
        }
        optimizer.at(step);
        optimizer.update("weight", weight, weight.getGradient().duplicate());
        assertArrayEquals(WEIGHTS[step - 1], weight.toFloatArray(), 2e-6f);
      }
      ByteBuffer velocity =
          optimizer.velocity("weight").orElseThrow().order(ByteOrder.nativeOrder());
      for (float expected : LAST_VELOCITY) {
        assertEquals(expected, velocity.getFloat(), 1e-5f);
      }
      assertEquals(0, weight.getGradient().abs().sum().getFloat(), "the gradient is cleared");
    }
  }

  /** Devices are updated one after the other, and must not see each other's velocity. */
  @Test
  void copiesOfAParameterStayAlike() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), TrainingRun.ENGINE);
        Nesterov optimizer = new Nesterov(step -> 0.1f, 0.9f, 0.01f, manager)) {
      NDArray first = manager.create(new float[] {1, -2});
      NDArray second = first.duplicate();
      optimizer.setVelocity("weight", manager.create(new float[] {5, 7}));
      for (int step = 1; step <= 3; step++) {
        optimizer.at(step);
        for (NDArray weight : new NDArray[] {first, second}) {
          weight.setRequiresGradient(true);
          optimizer.update("weight", weight, manager.create(new float[] {step, -step}));
        }
        assertArrayEquals(first.toFloatArray(), second.toFloatArray(), "step " + step);
      }
      // 0.1 · (g + 0.9 · v) is taken away with g = (1.01, -1.02) and v = 0.9 · (5, 7) + g at first.
      assertNotEquals(1, first.toFloatArray()[0], 0.5f);
    }
  }

  @Test
  void crossEntropyIsPyTorchs() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), TrainingRun.ENGINE)) {
      NDList logits =
          new NDList(manager.create(new float[] {1, 2, -1, 0.5f, -0.5f, 0}, new Shape(2, 3)));
      NDList labels = new NDList(manager.create(new long[] {1, 2}));
      assertEquals(0.7646409f, loss(0, labels, logits), 1e-6f);
      assertEquals(0.8313075f, loss(0.1f, labels, logits), 1e-6f);
    }
  }

  private static float loss(float smoothing, NDList labels, NDList logits) {
    return new SmoothedCrossEntropy(smoothing).evaluate(labels, logits).getFloat();
  }
}
