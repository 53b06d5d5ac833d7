package io.github.imagefeed.advice;

/**
 * Seconds that lie between two figures; the same figure twice where they are known.
 *
 * @param low at least 0
 * @param high at least low
 */
public record Span(double low, double high) {

  public Span {
    if (!(low >= 0 && high >= low)) {
      throw new IllegalArgumentException(low + " to " + high + ", expected 0 or more, ascending");
    }
  }

  static Span of(double a, double b) {
    return new Span(Math.min(a, b), Math.max(a, b));
  }

  Span plus(double seconds) {
    return new Span(low + seconds, high + seconds);
  }
}
