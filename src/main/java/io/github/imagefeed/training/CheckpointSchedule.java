package io.github.imagefeed.training;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a run is saved inside an epoch; at the end of each it is in any case.
 *
 * @param batches learned since the last time; 0 for no such limit
 * @param time since the last time; zero for no such limit
 */
public record CheckpointSchedule(int batches, Duration time) {

  private static final Duration LONGEST = Duration.ofDays(366);

  public static final CheckpointSchedule DEFAULT = new CheckpointSchedule(0, Duration.ofMinutes(5));

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([smh]?)");

  public CheckpointSchedule {
    if (batches < 0 || time.isNegative() || (batches == 0) == time.isZero()) {
      throw new IllegalArgumentException(
          "checkpoints every " + batches + " batches, " + time + ", expected one of the two");
    }
    if (time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "checkpoints every " + time.toHours() + " hours, expected a year at most");
    }
  }

  /** From {@code 500} (batches), {@code 30s}, {@code 10m} or {@code 1h}. */
  public static CheckpointSchedule parse(String text) {
    Matcher matcher = TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
    long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    if (number == 0) {
      throw new IllegalArgumentException(
          "checkpoints every '"
              + text
              + "', expected a number of batches such as 500, or a time such as 30s, 10m or 1h");
    }
    return switch (matcher.group(2)) {
      case "s" -> new CheckpointSchedule(0, Duration.ofSeconds(number));
      case "m" -> new CheckpointSchedule(0, Duration.ofMinutes(number));
      case "h" -> new CheckpointSchedule(0, Duration.ofHours(number));
      default -> new CheckpointSchedule((int) number, Duration.ZERO);
    };
  }

  /** Whether it is time again. */
  boolean isDue(int batchesSince, long nanosSince) {
    return batches > 0 ? batchesSince >= batches : nanosSince >= time.toNanos();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return batches > 0 ? String.valueOf(batches) : time.toSeconds() + "s";
  }
}
