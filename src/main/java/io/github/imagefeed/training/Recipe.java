package io.github.imagefeed.training;

/**
 * How to train: stochastic gradient descent with Nesterov momentum and a one-cycle learning rate.
 *
 * @param architecture the network
 * @param epochs passes over the training images, at least 1; the schedule spans them all
 * @param batch images a step, at least 1
 * @param seed of parameters, dropout, augmentation and order
 * @param learningRate highest of the cycle, above 0
 * @param momentum 0 to below 1
 * @param weightDecay part of each parameter that every step takes away, before the rate; 0 or more
 * @param labelSmoothing part of the labels that is spread over all classes, 0 to below 1
 * @param augment random crops (4 pixels, reflected) and mirror images
 */
public record Recipe(
    Architecture architecture,
    int epochs,
    int batch,
    long seed,
    float learningRate,
    float momentum,
    float weightDecay,
    float labelSmoothing,
    boolean augment) {

  /** The defaults of everything else. */
  public static Recipe of(int epochs, int batch, long seed) {
    return new Recipe(
        Architecture.SMALL, epochs, batch, seed, LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, 0, false);
  }

  /** The same with another seed. */
  public Recipe withSeed(long other) {
    return new Recipe(
        architecture,
        epochs,
        batch,
        other,
        learningRate,
        momentum,
        weightDecay,
        labelSmoothing,
        augment);
  }

  public static final float LEARNING_RATE = 0.05f;
  public static final float MOMENTUM = 0.9f;
  public static final float WEIGHT_DECAY = 5e-4f;

  public Recipe {
    if (architecture == null) { // as JSON with a name that is none gives it
      throw new IllegalArgumentException(
          "architecture is missing or unknown, expected one of " + Architecture.names());
    }
    requireAtLeastOne("epochs", epochs);
    requireAtLeastOne("batch", batch);
    if (!(learningRate > 0) || Float.isInfinite(learningRate)) {
      throw new IllegalArgumentException("learning rate is " + learningRate + ", expected above 0");
    }
    requireShare("momentum", momentum);
    requireShare("label smoothing", labelSmoothing);
    if (!(weightDecay >= 0) || Float.isInfinite(weightDecay)) {
      throw new IllegalArgumentException("weight decay is " + weightDecay + ", expected 0 or more");
    }
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
    }
  }

  private static void requireShare(String name, float value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 to below 1");
    }
  }
}
