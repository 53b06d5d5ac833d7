package io.github.imagefeed.report;

import java.util.List;

/** What numbers of a plot or table count, and how people read them. */
public enum Unit {
  SECONDS,
  BYTES,
  IMAGES_PER_SECOND,
  BYTES_PER_SECOND,
  /** A part of 1, read in percent. */
  SHARE,
  RATIO,
  /** A plain number. */
  NUMBER;

  /**
   * A unit of the size that suits a value.
   *
   * @param symbol empty for plain numbers
   * @param size in the base unit
   */
  public record Step(String symbol, double size) {}

  private static final char NO_BREAK_SPACE = '\u00a0';

  /** The largest step that does not exceed the value, or the smallest there is. */
  public Step step(double value) {
    List<Step> steps = steps();
    Step best = steps.get(0);
    for (Step step : steps) {
      // Rounding must not turn 1 ms into 1,000 µs.
      if (Math.abs(value) >= step.size() * (1 - 1e-9)) {
        best = step;
      }
    }
    return best;
  }

  /** The value with three significant digits and its unit: {@code 12.3 ms}, {@code 1,204}. */
  public String text(double value) {
    return text(value, step(value));
  }

  /** As {@link #text(double)}, in this unit. */
  public String text(double value, Step step) {
    String number = Figures.plain(value / step.size());
    return step.symbol().isEmpty() ? number : number + NO_BREAK_SPACE + step.symbol();
  }

  /** A round value, as axes label it: {@code 10 ms}, {@code 0.5}, {@code 10,000}. */
  public String tick(double value) {
    Step step = step(value);
    String number = Figures.round(value / step.size());
    return step.symbol().isEmpty() ? number : number + NO_BREAK_SPACE + step.symbol();
  }

  /** The unit of measurements whose unit is written so in results.json. */
  public static Unit of(String written) {
    return switch (written) {
      case "s" -> SECONDS;
      case "B" -> BYTES;
      case "1" -> SHARE;
      default -> NUMBER;
    };
  }

  private List<Step> steps() {
    return switch (this) {
      case SECONDS -> List.of(new Step("µs", 1e-6), new Step("ms", 1e-3), new Step("s", 1));
      case BYTES ->
          List.of(new Step("B", 1), new Step("kB", 1e3), new Step("MB", 1e6), new Step("GB", 1e9));
      case IMAGES_PER_SECOND -> List.of(new Step("images/s", 1));
      case BYTES_PER_SECOND -> List.of(new Step("MB/s", 1e6), new Step("GB/s", 1e9));
      case SHARE -> List.of(new Step("%", 1e-2));
      case RATIO -> List.of(new Step("×", 1));
      case NUMBER -> List.of(new Step("", 1));
    };
  }
}
