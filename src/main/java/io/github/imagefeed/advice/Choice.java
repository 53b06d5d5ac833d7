package io.github.imagefeed.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Formats by the time that matters in one case. Where a time is known only to lie between two
 * figures the larger one counts: what is recommended is known to be quick.
 *
 * @param best the recommended one: of {@code equals} the one that takes least on disk, in blocks
 * @param equals those whose times are within 10 % of the quickest one's, quickest first
 * @param slower the others, quickest first
 * @param unknown those of which the run has no such figure
 */
public record Choice(
    Optional<Timed> best, List<Timed> equals, List<Timed> slower, List<FormatForecast> unknown) {

  /** Times closer than this are noise. */
  private static final double EQUAL_WITHIN = 1.10;

  public Choice {
    equals = List.copyOf(equals);
    slower = List.copyOf(slower);
    unknown = List.copyOf(unknown);
  }

  /** A format and its time. */
  public record Timed(FormatForecast forecast, Span seconds) {}

  /**
   * Those that are slower by less than the times may be wrong: they may be the quicker ones.
   *
   * @param factor by which a time may be too large or too small, at least 1
   */
  public List<Timed> mayTurn(double factor) {
    return best.stream()
        .flatMap(
            first ->
                slower.stream().filter(t -> t.seconds().high() <= first.seconds().high() * factor))
        .toList();
  }

  static Choice of(List<FormatForecast> formats, Function<FormatForecast, Optional<Span>> time) {
    List<Timed> timed =
        formats.stream()
            .flatMap(f -> time.apply(f).map(seconds -> new Timed(f, seconds)).stream())
            .sorted(Comparator.comparingDouble(t -> t.seconds().high()))
            .toList();
    double limit = timed.isEmpty() ? 0 : timed.get(0).seconds().high() * EQUAL_WITHIN;
    List<Timed> equals = timed.stream().filter(t -> t.seconds().high() <= limit).toList();
    return new Choice(
        equals.stream().min(Comparator.comparingLong(t -> t.forecast().disk().allocated())),
        equals,
        timed.stream().filter(t -> t.seconds().high() > limit).toList(),
        formats.stream().filter(f -> time.apply(f).isEmpty()).toList());
  }
}
