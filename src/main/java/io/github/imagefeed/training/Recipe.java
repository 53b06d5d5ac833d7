package io.github.imagefeed.training;

/**
 * How to train: Adam with a one-cycle learning rate.
 *
 * @param epochs passes over the training images, at least 1; the schedule spans them all
 * @param batch images a step, at least 1
 * @param seed of parameters, dropout and order
 */
public record Recipe(int epochs, int batch, long seed) {

  /** Highest learning rate of the cycle; 0.002 to 0.005 gave the same accuracy after 3 epochs. */
  static final float MAX_LEARNING_RATE = 0.003f;

  public Recipe {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs is " + epochs + ", expected at least 1");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch is " + batch + ", expected at least 1");
    }
  }
}
