package io.github.imagefeed.result;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the true median lies with a confidence of at least 95 %, whatever the distribution of the
 * samples: between two of them, counted from either end (Conover, Practical Nonparametric
 * Statistics, 3.2). The sample that is k-th from an end lies beyond the median with the probability
 * that fewer than k of n coins show heads.
 *
 * @param low lower end
 * @param median middle sample, or the mean of the two middle ones
 * @param high upper end
 */
public record MedianInterval(double low, double median, double high) {

  private static final double BEYOND_AN_END = 0.025;

  /** The interval; empty for fewer than six samples, of which no two enclose it so surely. */
  public static Optional<MedianInterval> of(List<Double> samples) {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int n = sorted.length;
    // Probability of exactly k heads of n, from k = 0 on; the sum stops before it passes 2.5 %.
    double exactly = Math.pow(0.5, n);
    double atMost = exactly;
    int k = 0;
    while (atMost <= BEYOND_AN_END) {
      k++;
      exactly *= (double) (n - k + 1) / k;
      atMost += exactly;
    }
    return k == 0
        ? Optional.empty()
        : Optional.of(new MedianInterval(sorted[k - 1], median(sorted), sorted[n - k]));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Whether both ends are at most this share of the median away from it. */
  public boolean isWithin(double share) {
    return low >= median * (1 - share) && high <= median * (1 + share);
  }

  /** Whether the two have a value in common: then the medians may be the same. */
  public boolean overlaps(MedianInterval other) {
    return low <= other.high && other.low <= high;
  }
}
