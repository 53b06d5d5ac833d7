package io.github.imagefeed.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Stochastic gradient descent with Nesterov momentum and weight decay, as PyTorch's {@code SGD}
 * defines it: {@code g += wd·w; v = m·v + g; w -= rate·(g + m·v)}. DJL's own has no Nesterov
 * momentum, scales the velocity by the rate of its time, and hides it, so that no checkpoint could
 * hold it. One thread at a time.
 */
final class Nesterov extends Optimizer implements AutoCloseable {

  private final Tracker rate;
  private final float momentum;
  private final float decay;
  private final NDManager manager;

  /** By parameter, then by weight: each device has a copy of both. */
  private final Map<String, Map<String, NDArray>> velocities = new HashMap<>();

  /** What each copy begins with; never changed, as devices are updated one after the other. */
  private final Map<String, NDArray> restored = new HashMap<>();

  private int step;

  private static final class Builder extends OptimizerBuilder<Builder> {
    @Override
    protected Builder self() {
      return this;
    }
  }

  /**
   * Makes an optimizer at rest.
   *
   * @param rate of each step, from 1
   * @param manager parent of the velocities' manager
   */
  Nesterov(Tracker rate, float momentum, float decay, NDManager manager) {
    super(new Builder());
    this.rate = rate;
    this.momentum = momentum;
    this.decay = decay;
    this.manager = manager.newSubManager();
  }

  /** Says which step the next updates belong to, from 1. DJL's own count goes up once a device. */
  void at(int number) {
    step = number;
  }

  @Override
  public void update(String parameterId, NDArray weight, NDArray gradient) {
    float now = rate.getNewValue(step);
    // Detached: on a thread that records operations, velocities would drag a growing graph along.
    try (NDArray w = weight.stopGradient();
        NDArray g = w.mul(decay)) {
      g.addi(gradient);
      NDArray velocity = velocity(parameterId, weight);
      velocity.muli(momentum).addi(g);
      try (NDArray ahead = velocity.mul(momentum)) {
        ahead.addi(g);
        // The engine's plain step, which clears the gradient too.
        weight
            .getNDArrayInternal()
            .sgdUpdate(new NDList(weight, ahead), new NDList(weight), now, 0, 1, -1, 0, true);
      }
    }
  }

  private NDArray velocity(String parameterId, NDArray weight) {
    Map<String, NDArray> copies =
        velocities.computeIfAbsent(parameterId, id -> new LinkedHashMap<>());
    return copies.computeIfAbsent(
        weight.getUid(),
        uid -> {
          NDArray begin = restored.get(parameterId);
          // The engine's toDevice copies only where the device is another one.
          NDArray own =
              begin == null
                  ? weight.zerosLike()
                  : begin.getDevice().equals(weight.getDevice())
                      ? begin.duplicate()
                      : begin.toDevice(weight.getDevice(), true);
          own.attach(manager);
          return own;
        });
  }

  /** The bytes of a parameter's velocity on the first device; empty before its first step. */
  Optional<ByteBuffer> velocity(String parameterId) {
    Map<String, NDArray> copies = velocities.get(parameterId);
    NDArray first = copies == null ? restored.get(parameterId) : copies.values().iterator().next();
    return Optional.ofNullable(first).map(NDArray::toByteBuffer);
  }

  /** Gives a parameter a velocity before its first step. */
  void setVelocity(String parameterId, NDArray velocity) {
    velocity.attach(manager);
    restored.put(parameterId, velocity);
  }

  @Override
  public void close() {
    manager.close();
  }
}
