package io.github.imagefeed.result;

import java.util.List;

/**
 * What the accuracies of a cross-validation say together.
 *
 * <p>The folds of one division share most of their training images, so their mean scatters more
 * than independent ones would; the interval allows for that by Nadeau and Bengio's correction
 * (Machine Learning 52, 2003): variance × (1/n + held out / trained on), Student's t with n − 1
 * degrees of freedom, 95 %.
 *
 * @param folds n, at least 2
 * @param mean of their accuracies
 * @param deviation standard deviation with n − 1
 * @param low lower end of the mean's interval
 * @param high upper end
 */
public record FoldStatistics(int folds, double mean, double deviation, double low, double high) {

  /**
   * Sums up accuracies.
   *
   * @param accuracies of all folds of all repeats, at least 2
   * @param folds that the images were divided into, at least 2
   */
  public static FoldStatistics of(List<Double> accuracies, int folds) {
    int n = accuracies.size();
    if (n < 2 || folds < 2) {
      throw new IllegalArgumentException(
          n + " accuracies of " + folds + " folds, expected at least 2 of both");
    }
    double mean = accuracies.stream().mapToDouble(Double::doubleValue).sum() / n;
    double squares = accuracies.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
    double deviation = Math.sqrt(squares / (n - 1));
    double half = StudentT.quantile975(n - 1) * deviation * Math.sqrt(1.0 / n + 1.0 / (folds - 1));
    return new FoldStatistics(
        n, mean, deviation, Math.max(0, mean - half), Math.min(1, mean + half));
  }
}
