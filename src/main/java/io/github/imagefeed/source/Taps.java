package io.github.imagefeed.source;

/**
 * Which source pixels make up each target pixel along one axis, and with what weight.
 *
 * <p>A triangle filter: bilinear where the picture grows; where it shrinks, as wide as a target
 * pixel needs to see every source pixel it covers, so that fine detail averages out rather than
 * turning into false patterns.
 *
 * @param starts first source pixel of each target pixel; ascending
 * @param weights of the source pixels from there on; each row sums to 1
 */
@SuppressWarnings("ArrayRecordComponent") // private to the resampler, never compared
record Taps(int[] starts, float[][] weights) {

  /**
   * Computes the taps of one axis.
   *
   * @param source source pixels on this axis
   * @param target target pixels on this axis
   * @param scale target pixels for one source pixel
   * @param skipped scaled pixels before the first target pixel
   */
  static Taps of(int source, int target, double scale, int skipped) {
    double reach = Math.max(1, 1 / scale);
    int[] starts = new int[target];
    float[][] weights = new float[target][];
    for (int t = 0; t < target; t++) {
      double centre = (t + skipped + 0.5) / scale - 0.5;
      int start = clamp((int) Math.floor(centre - reach) + 1, source);
      int end = clamp((int) Math.ceil(centre + reach) - 1, source) + 1;
      starts[t] = start;
      weights[t] = triangle(start, Math.max(end, start + 1), centre, reach);
    }
    return new Taps(starts, weights);
  }

  /** The most source pixels that one target pixel sees. */
  int longest() {
    int longest = 0;
    for (float[] row : weights) {
      longest = Math.max(longest, row.length);
    }
    return longest;
  }

  int end(int target) {
    return starts[target] + weights[target].length;
  }

  private static int clamp(int position, int source) {
    return Math.max(0, Math.min(source - 1, position));
  }

  private static float[] triangle(int start, int end, double centre, double reach) {
    double[] raw = new double[end - start];
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.max(0, 1 - Math.abs(start + i - centre) / reach);
      sum += raw[i];
    }
    float[] weights = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = (float) (raw[i] / sum);
    }
    return weights;
  }
}
