package io.github.imagefeed.advice;

import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a set of images will cost in each format, and which format the figures speak for.
 *
 * @param formats those that the run has timed and that can hold the set, in the order of the
 *     catalog; at least one
 * @param missing names of those that it has not timed
 * @param refused those that it has timed, but that cannot hold the set
 * @param largestWriteRatio the furthest that a fitted writing time is from the measured one, as a
 *     factor, over all formats
 * @param largestReadRatio the same for reading
 */
public record Forecast(
    ImageSet set,
    List<FormatForecast> formats,
    List<String> missing,
    List<Refused> refused,
    double largestWriteRatio,
    double largestReadRatio) {

  public Forecast {
    formats = List.copyOf(formats);
    missing = List.copyOf(missing);
    refused = List.copyOf(refused);
  }

  /**
   * A format that cannot hold a set.
   *
   * @param format its name
   * @param reason in its own words, without a full stop
   */
  public record Refused(String format, String reason) {}

  /**
   * Predicts.
   *
   * @param spec the set as it would be written
   * @param formats as they are by default
   * @throws IllegalArgumentException if none of those that the run has timed can hold the set
   */
  public static Forecast of(StoreSpec spec, StorageRun run, List<StoreFormat> formats) {
    List<FormatForecast> forecasts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    double write = 1;
    double read = 1;
    for (StoreFormat format : formats) {
      if (!run.formats().contains(format.name())) {
        missing.add(format.name());
        continue;
      }
      Optional<Refused> refusal = refusal(format, spec);
      if (refusal.isPresent()) {
        refused.add(refusal.get());
        continue;
      }
      FormatCosts costs = FormatCosts.of(run, format.name());
      write = Math.max(write, costs.write().largestRatio());
      read = Math.max(read, costs.read().largestRatio());
      forecasts.add(FormatForecast.of(format, spec, costs));
    }
    if (forecasts.isEmpty()) {
      throw new IllegalArgumentException(
          "no format of the run can hold the set: "
              + refused.stream()
                  .map(each -> each.format() + ": " + each.reason())
                  .collect(Collectors.joining("; ")));
    }
    return new Forecast(ImageSet.of(spec), forecasts, missing, refused, write, read);
  }

  /** To plan a set is the way to ask: a format throws then what it would throw when writing. */
  private static Optional<Refused> refusal(StoreFormat format, StoreSpec spec) {
    try {
      format.plan(spec);
      format.predictSize(spec);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Refused(format.name(), e.getMessage()));
    }
  }

  /** Whether shuffled times decide for sets in memory; where they are missing, those in order. */
  public boolean hasShuffled() {
    return formats.stream().anyMatch(f -> f.warmShuffled().isPresent());
  }

  /** For a set that stays in the page cache: random order costs little there. */
  public Choice inMemory() {
    return hasShuffled()
        ? Choice.of(formats, FormatForecast::warmShuffled)
        : Choice.of(formats, f -> Optional.of(new Span(f.warmInOrder(), f.warmInOrder())));
  }

  /** For a set that has to come from the device in every epoch. */
  public Choice beyondMemory() {
    return Choice.of(formats, FormatForecast::coldInOrder);
  }
}
