package io.github.imagefeed.training;

import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import io.github.imagefeed.image.ImageShape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The networks that can be trained, by the name that commands and model files use. */
public enum Architecture {

  /**
   * Conv3×3-BN-ReLU twice at 32 channels, max pooling, twice at 64, max pooling, once at 128, max
   * pooling, a hidden layer of 128 with dropout 0.5, and one output a class. About 400,000
   * parameters for CIFAR-10; small, so that loading shows.
   */
  SMALL,

  /**
   * Eight convolutions and a linear layer with two residual connections: David Page's ResNet-9
   * ("How to Train Your ResNet", 2018) at half its width, from 32 to 256 channels. About 1.6
   * million parameters, some four times the work of {@link #SMALL}.
   */
  RESNET9;

  /** Three poolings halve the sides three times. */
  public static final int MIN_SIDE = 8;

  /** Its name in commands and files: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The network of a name; empty if there is none. */
  public static Optional<Architecture> named(String name) {
    return Arrays.stream(values()).filter(a -> a.toString().equals(name)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(Architecture::toString).collect(Collectors.joining(", "));
  }

  /**
   * Builds the untrained network for float32 N×C×H×W; its outputs are logits.
   *
   * @throws IllegalArgumentException if the images are smaller than 8×8
   */
  SequentialBlock build(ImageShape shape, int classes) {
    requireLargeEnough(shape);
    SequentialBlock net =
        switch (this) {
          case SMALL -> SmallCnn.build(classes);
          case RESNET9 -> ResNet9.build(classes);
        };
    net.setInitializer(Layers.WEIGHTS, Parameter.Type.WEIGHT);
    return net;
  }

  /**
   * Refuses a last batch of one image where three poolings leave one pixel of it: batch
   * normalisation has nothing to compare it with.
   */
  void requireBatches(ImageShape shape, int images, int batch) {
    boolean onePixel = Math.min(shape.height(), shape.width()) < 2 * MIN_SIDE;
    if (this == RESNET9 && onePixel && (batch == 1 || images % batch == 1)) {
      throw new IllegalArgumentException(
          "batch is "
              + batch
              + ", so that a batch of "
              + images
              + " images has a single one; resnet9 cannot learn a single image of "
              + shape
              + ", choose another");
    }
  }

  /** Refuses images that three poolings would make nothing of. */
  static void requireLargeEnough(ImageShape shape) {
    if (shape.height() < MIN_SIDE || shape.width() < MIN_SIDE) {
      throw new IllegalArgumentException(
          "images are " + shape + ", this network needs at least " + MIN_SIDE + "x" + MIN_SIDE);
    }
  }
}
