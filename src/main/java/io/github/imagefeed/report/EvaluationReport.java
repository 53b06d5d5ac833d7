package io.github.imagefeed.report;

import io.github.imagefeed.result.ConfusionMatrix;
import io.github.imagefeed.result.WilsonInterval;

/** What a model is worth on a set of images: accuracy, each class, and what it confuses. */
public final class EvaluationReport {

  private EvaluationReport() {}

  /**
   * The whole report, at most {@link TextWrap#WIDTH} wide but for the names of classes.
   *
   * @throws IllegalArgumentException if the matrix counts no images
   */
  public static String render(ConfusionMatrix matrix) {
    return String.join(
        "\n\n", accuracy(matrix), ClassTable.render(matrix), ConfusionTable.render(matrix));
  }

  private static String accuracy(ConfusionMatrix matrix) {
    long right = matrix.right();
    long images = matrix.images();
    WilsonInterval interval = WilsonInterval.of(right, images);
    return TextWrap.wrap(
        "accuracy "
            + Figures.share((double) right / images)
            + ": "
            + Figures.count(right)
            + " of "
            + Figures.count(images)
            + (images == 1 ? " image" : " images")
            + " right; 95 % interval "
            + Figures.percent(interval.low())
            + " to "
            + Figures.share(interval.high()));
  }
}
