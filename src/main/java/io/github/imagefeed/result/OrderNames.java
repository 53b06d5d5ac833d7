package io.github.imagefeed.result;

/**
 * Names of the orders that reports and advice tell apart, as {@link Measurement#order} has them in
 * results.json.
 */
public final class OrderNames {

  /** In stored order. */
  public static final String SEQUENTIAL = "sequential";

  /** Each epoch a permutation of the whole set. */
  public static final String SHUFFLED = "shuffled";

  private OrderNames() {}
}
