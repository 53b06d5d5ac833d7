package io.github.imagefeed.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.ByteBuffer;
import java.util.HashMap;
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

  /** By parameter and device. */
  private final Map<String, Map<Device, NDArray>> velocities = new HashMap<>();

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
      NDArray velocity = velocity(parameterId, w);
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

  private NDArray velocity(String parameterId, NDArray like) {
    Map<Device, NDArray> copies = velocities.computeIfAbsent(parameterId, id -> new HashMap<>());
    return copies.computeIfAbsent(
        like.getDevice(),
        device -> {
          NDArray first =
              copies.isEmpty()
                  ? like.zerosLike()
                  : copies.values().iterator().next().toDevice(device, true);
          first.attach(manager);
          return first;
        });
  }

  /** The bytes of a parameter's velocity; empty before its first step. */
  Optional<ByteBuffer> velocity(String parameterId) {
    return Optional.ofNullable(velocities.get(parameterId))
        .map(copies -> copies.values().iterator().next().toByteBuffer());
  }

  /** Gives a parameter a velocity before its first step. */
  void setVelocity(String parameterId, NDArray velocity) {
    velocity.attach(manager);
    Map<Device, NDArray> first = new HashMap<>();
    first.put(velocity.getDevice(), velocity);
    velocities.put(parameterId, first);
  }

  @Override
  public void close() {
    manager.close();
  }
}
