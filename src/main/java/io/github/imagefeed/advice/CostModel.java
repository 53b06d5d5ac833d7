package io.github.imagefeed.advice;

import java.util.List;
import java.util.Optional;

/**
 * Seconds that a whole set takes: {@code fixed + perImage × images + perByte × bytes}, where bytes
 * are those of the pixels. Opening and finishing are fixed, files, calls and labels go by images,
 * copying and the device by bytes.
 *
 * <p>The three are fitted to measured points by least squares of the logarithms, none of them below
 * 0: times span five decades, and one image in a millisecond counts as much as a hundred thousand
 * in a second. {@link #largestRatio} says how far it is from the points that it was fitted to:
 * caches that fill up and devices that fall behind are not in it.
 *
 * @param fixed seconds
 * @param perImage seconds an image
 * @param perByte seconds a byte
 * @param largestRatio of prediction and measurement, the larger over the smaller, among the points
 *     that it was fitted to; at least 1
 */
record CostModel(double fixed, double perImage, double perByte, double largestRatio) {

  private static final int COEFFICIENTS = 3;

  /** Three coefficients fit any three points; one more is the least that can disagree. */
  static final int LEAST_POINTS = COEFFICIENTS + 1;

  private static final int STEPS = 30;
  private static final int MOST_ROUNDS = 100_000;
  private static final double SETTLED = 1e-14;

  /**
   * Fits a model.
   *
   * @param points at least {@link #LEAST_POINTS}, of at least two sizes of images and two numbers
   *     of them: otherwise they do not tell the coefficients apart
   */
  static CostModel fit(List<CostPoint> points) {
    requireTelling(points);
    CostModel model = new CostModel(0, 0, 0, 1);
    for (int round = 0; round < STEPS; round++) {
      model = step(points, round == 0 ? Optional.empty() : Optional.of(model));
    }
    return new CostModel(model.fixed, model.perImage, model.perByte, model.largestRatio(points));
  }

  /**
   * One step of Gauss and Newton towards the least squares of log (t / p): with logarithms twice as
   * much is as wrong as half. The model before gives the p to start from; the first has none, and
   * starts from the times themselves. A point that is wrong by more than a factor of e pulls like
   * one that is wrong by e, so that an outlier does not carry the rest with it.
   */
  private static CostModel step(List<CostPoint> points, Optional<CostModel> before) {
    double[][] rows = new double[points.size()][];
    double[] targets = new double[points.size()];
    double[] norms = new double[COEFFICIENTS];
    for (int i = 0; i < rows.length; i++) {
      CostPoint point = points.get(i);
      double t = point.seconds();
      double p = before.map(m -> m.seconds(point)).orElse(t);
      rows[i] = new double[] {1 / p, point.images() / p, point.bytes() / p};
      targets[i] = 1 + Math.max(-1, Math.min(1, Math.log(t / p)));
      for (int j = 0; j < COEFFICIENTS; j++) {
        norms[j] += rows[i][j] * rows[i][j];
      }
    }
    // In columns of length 1, seconds of very different scale are alike to the solver.
    for (int j = 0; j < COEFFICIENTS; j++) {
      norms[j] = Math.sqrt(norms[j]);
      for (double[] row : rows) {
        row[j] /= norms[j];
      }
    }
    double[] x = nonNegative(rows, targets);
    return new CostModel(x[0] / norms[0], x[1] / norms[1], x[2] / norms[2], 1);
  }

  /** Whether points are enough to fit a model to. */
  static boolean canFit(List<CostPoint> points) {
    return points.size() >= LEAST_POINTS
        && points.stream().mapToLong(CostPoint::imageBytes).distinct().count() >= 2
        && points.stream().mapToLong(CostPoint::images).distinct().count() >= 2;
  }

  private static void requireTelling(List<CostPoint> points) {
    if (!canFit(points)) {
      throw new IllegalArgumentException(
          "points are "
              + points
              + ", expected at least "
              + LEAST_POINTS
              + " of two sizes and two numbers of images");
    }
  }

  /**
   * The x of least |Ax − b|² with no element below 0, by coordinate descent: each element in turn
   * takes the best value that the others leave it. Converges for columns of length 1, whatever they
   * are, and where two of them are nearly the same their sum is what settles.
   */
  private static double[] nonNegative(double[][] rows, double[] targets) {
    double[][] gram = new double[COEFFICIENTS][COEFFICIENTS];
    double[] target = new double[COEFFICIENTS];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < COEFFICIENTS; j++) {
        target[j] += rows[i][j] * targets[i];
        for (int k = 0; k < COEFFICIENTS; k++) {
          gram[j][k] += rows[i][j] * rows[i][k];
        }
      }
    }
    double[] x = new double[COEFFICIENTS];
    double change = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && change > SETTLED; round++) {
      change = 0;
      for (int j = 0; j < COEFFICIENTS; j++) {
        double slope = target[j];
        for (int k = 0; k < COEFFICIENTS; k++) {
          slope -= gram[j][k] * x[k];
        }
        double better = Math.max(0, x[j] + slope / gram[j][j]);
        change = Math.max(change, Math.abs(better - x[j]));
        x[j] = better;
      }
    }
    return x;
  }

  private double largestRatio(List<CostPoint> points) {
    double largest = 1;
    for (CostPoint point : points) {
      double predicted = seconds(point);
      double ratio = predicted / point.seconds();
      largest = Math.max(largest, Math.max(ratio, 1 / ratio));
    }
    return largest;
  }

  /** Whether larger sets take longer at all. */
  boolean grows() {
    return perImage > 0 || perByte > 0;
  }

  private double seconds(CostPoint point) {
    return seconds((double) point.images(), point.bytes());
  }

  double seconds(ImageSet set) {
    return seconds((double) set.images(), (double) set.pixelBytes());
  }

  private double seconds(double images, double bytes) {
    return fixed + perImage * images + perByte * bytes;
  }
}
