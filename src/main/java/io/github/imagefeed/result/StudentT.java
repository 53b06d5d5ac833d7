package io.github.imagefeed.result;

/** Student's t-distribution. */
final class StudentT {

  private static final double TAIL = 0.025;

  private StudentT() {}

  /**
   * The value that t exceeds with a probability of 2.5 %, to about 1e-9: found by bisection, as the
   * distribution's tail has a finite sum for whole degrees of freedom (Abramowitz and Stegun,
   * 26.7.3 and 26.7.4).
   *
   * @param degrees of freedom, at least 1
   */
  static double quantile975(int degrees) {
    if (degrees < 1) {
      throw new IllegalArgumentException(
          "degrees of freedom are " + degrees + ", expected at least 1");
    }
    double low = 1.9;
    double high = 13;
    while (high - low > 1e-10) {
      double middle = (low + high) / 2;
      if (upperTail(middle, degrees) > TAIL) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Probability that t is above a positive value. */
  private static double upperTail(double t, int degrees) {
    double angle = Math.atan(t / Math.sqrt(degrees));
    double cosine = Math.cos(angle);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    double within = odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    return (1 - within) / 2;
  }
}
