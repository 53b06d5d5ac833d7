package io.github.imagefeed.cli;

import io.github.imagefeed.training.Architecture;
import io.github.imagefeed.training.Recipe;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How to train, the same for every command that does. */
final class RecipeOptions {

  /** Options that say how the network becomes what it becomes: fixed once a run has begun. */
  static final List<String> NAMES =
      List.of(
          "--model",
          "--epochs",
          "--batch",
          "--learning-rate",
          "--momentum",
          "--weight-decay",
          "--label-smoothing",
          "--augment",
          "--seed");

  /** Takes the names that users see. */
  static final class ArchitectureConverter implements ITypeConverter<Architecture> {
    @Override
    public Architecture convert(String value) {
      return Architecture.named(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "is '" + value + "', expected one of " + Architecture.names()));
    }
  }

  @Option(
      names = "--model",
      paramLabel = "small|resnet9",
      defaultValue = "small",
      converter = ArchitectureConverter.class,
      description =
          "Network: small has five convolutions and 400,000 parameters for CIFAR-10, resnet9 eight"
              + " and 1,600,000 (default: ${DEFAULT-VALUE}).")
  private Architecture architecture;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Epochs; the learning rate's cycle spans them (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      defaultValue = "" + Recipe.LEARNING_RATE,
      description = "Highest learning rate of the cycle (default: ${DEFAULT-VALUE}).")
  private float learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      defaultValue = "" + Recipe.MOMENTUM,
      description = "Nesterov momentum (default: ${DEFAULT-VALUE}).")
  private float momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "D",
      defaultValue = "" + Recipe.WEIGHT_DECAY,
      description = "Weight decay (default: ${DEFAULT-VALUE}).")
  private float weightDecay;

  @Option(
      names = "--label-smoothing",
      paramLabel = "S",
      defaultValue = "0",
      description = "Part of each label spread over all classes (default: ${DEFAULT-VALUE}).")
  private float labelSmoothing;

  @Option(
      names = "--augment",
      description = "Crop at random (4 pixels, reflected) and mirror: for more than a few epochs.")
  private boolean augment;

  Recipe recipe(long seed) {
    return new Recipe(
        architecture,
        epochs,
        batch,
        seed,
        learningRate,
        momentum,
        weightDecay,
        labelSmoothing,
        augment);
  }
}
