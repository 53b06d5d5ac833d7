package io.github.imagefeed.result;

/**
 * Where the true share lies with a confidence of 95 %, when {@code right} of {@code trials} were
 * right: Wilson's score interval (Wilson, Journal of the American Statistical Association 22,
 * 1927), which unlike the usual ± stays within 0 and 1 and holds for few trials, too.
 *
 * @param low lower end, 0 or more
 * @param high upper end, at most 1
 */
public record WilsonInterval(double low, double high) {

  /** Of a normal distribution, 95 % lie within so many deviations of its mean. */
  private static final double DEVIATIONS = 1.959963984540054;

  /**
   * The interval.
   *
   * @param right 0 to {@code trials}
   * @param trials at least 1
   */
  public static WilsonInterval of(long right, long trials) {
    if (trials < 1 || right < 0 || right > trials) {
      throw new IllegalArgumentException(
          right + " right of " + trials + ", expected 0 to that, and at least one trial");
    }
    double share = (double) right / trials;
    double square = DEVIATIONS * DEVIATIONS / trials;
    double centre = share + square / 2;
    double half = Math.sqrt(square * (share * (1 - share) + square / 4));
    // Exactly 0 and 1 at the ends, where rounding would leave a little.
    double low = right == 0 ? 0 : (centre - half) / (1 + square);
    double high = right == trials ? 1 : (centre + half) / (1 + square);
    return new WilsonInterval(low, high);
  }
}
