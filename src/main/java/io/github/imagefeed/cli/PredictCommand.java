package io.github.imagefeed.cli;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageDecoder;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.training.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in image files. */
@Command(
    name = "predict",
    header = "Say what is in image files.",
    description = {
      "",
      "Prints the likeliest classes of each file with their probabilities. Images of another size are"
          + " resized until they cover the model's, then cropped to their centre, and it says so.",
      ""
    },
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "A model that 'train' has saved, such as models/cnn.")
  private Path model;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "3",
      description = "Classes to print for each file (default: ${DEFAULT-VALUE}).")
  private int top;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "PNG or JPEG files.")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new IllegalArgumentException("--top is " + top + ", expected at least 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    ImageDecoder decoder = new ImageDecoder();
    try (TrainedModel trained = TrainedModel.load(model)) {
      new Terminal(spec.commandLine().getErr()).say("model: " + trained.path());
      ImageShape shape = trained.card().shape();
      for (Path file : files) {
        ImageSize size = decoder.size(file);
        float[] probabilities = trained.probabilities(decoder.decode(file, shape), shape);
        List<Integer> best =
            IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
                .limit(top)
                .toList();
        out.println(file + resized(size, shape));
        for (int label : best) {
          out.println(
              String.format(
                  Locale.ROOT,
                  "  %5.1f %%  %s",
                  100 * probabilities[label],
                  trained.card().classes().name(label)));
        }
      }
    }
    return 0;
  }

  /** A network that saw other pixels than the file has should not be trusted unawares. */
  private static String resized(ImageSize size, ImageShape shape) {
    return size.height() == shape.height() && size.width() == shape.width()
        ? ""
        : " (" + size + ", resized to " + shape.height() + "x" + shape.width() + ")";
  }
}
