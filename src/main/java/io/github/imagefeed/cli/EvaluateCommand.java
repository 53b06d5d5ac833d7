package io.github.imagefeed.cli;

import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.report.EvaluationFiles;
import io.github.imagefeed.report.EvaluationReport;
import io.github.imagefeed.result.ConfusionMatrix;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.training.Evaluation;
import io.github.imagefeed.training.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how good a model is on a store. */
@Command(
    name = "evaluate",
    header = "Test a trained model on the images of a store.",
    description = {
      "",
      "Prints its accuracy, how well it knows each class, and what it takes for what. The store may"
          + " have any format; its images must have the model's size and classes.",
      ""
    },
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "A model that 'train' has saved, such as models/cnn.")
  private Path model;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      required = true,
      description = "Images to test on, none of which the model was trained on.")
  private Path store;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--predictions",
      paramLabel = "FILE.csv",
      description = "Write what the model says of each image here.")
  private Optional<Path> predictions = Optional.empty();

  @Option(
      names = "--confusion",
      paramLabel = "FILE.csv",
      description = "Write the confusion matrix here, of any number of classes.")
  private Optional<Path> confusion = Optional.empty();

  @Mixin private ForeignOptions foreign;
  @Mixin private CheckOption check;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (batch < 1) {
      throw new IllegalArgumentException("--batch is " + batch + ", expected at least 1");
    }
    requireDifferent();
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    try (TrainedModel trained = TrainedModel.load(model);
        ImageStore opened = foreign.open(store)) {
      ImageStore images = check.on(opened, store);
      terminal.say("model: " + trained.path());
      Evaluation.requireAlike(trained, images);
      try (EvaluationFiles files =
          EvaluationFiles.create(predictions, confusion, images.classes().names())) {
        ConfusionMatrix matrix = evaluate(trained, images, files, terminal);
        files.finish(matrix);
        spec.commandLine().getOut().println(EvaluationReport.render(matrix));
      }
    }
    predictions.ifPresent(file -> terminal.say("predictions: " + file));
    confusion.ifPresent(file -> terminal.say("confusion matrix: " + file));
    return 0;
  }

  private void requireDifferent() {
    Optional<Path> first = predictions.map(file -> file.toAbsolutePath().normalize());
    if (first.isPresent()
        && first.equals(confusion.map(file -> file.toAbsolutePath().normalize()))) {
      throw new IllegalArgumentException(
          "--predictions and --confusion are both " + first.get() + ", expected two files");
    }
  }

  private ConfusionMatrix evaluate(
      TrainedModel trained, ImageStore images, EvaluationFiles files, Terminal terminal)
      throws IOException {
    try (Watch.Task task = terminal.begin("evaluating", images.size())) {
      return Evaluation.run(
          trained,
          images,
          batch,
          (index, label, predicted, probability) -> {
            files.image(index, label, predicted, probability);
            task.at(index + 1L, "");
          });
    }
  }
}
