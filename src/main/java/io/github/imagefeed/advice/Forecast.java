package io.github.imagefeed.advice;

import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a set of images will cost in each format, and which format the figures speak for.
 *
 * @param formats those that the run has timed, in the order of the catalog
 * @param missing names of those that it has not
 * @param largestWriteRatio the furthest that a fitted writing time is from the measured one, as a
 *     factor, over all formats
 * @param largestReadRatio the same for reading
 */
public record Forecast(
    ImageSet set,
    List<FormatForecast> formats,
    List<String> missing,
    double largestWriteRatio,
    double largestReadRatio) {

  public Forecast {
    formats = List.copyOf(formats);
    missing = List.copyOf(missing);
  }

  /**
   * Predicts.
   *
   * @param spec the set as it would be written
   * @param formats as they are by default
   */
  public static Forecast of(StoreSpec spec, StorageRun run, List<StoreFormat> formats) {
    List<FormatForecast> forecasts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    double write = 1;
    double read = 1;
    for (StoreFormat format : formats) {
      if (!run.formats().contains(format.name())) {
        missing.add(format.name());
        continue;
      }
      FormatCosts costs = FormatCosts.of(run, format.name());
      write = Math.max(write, costs.write().largestRatio());
      read = Math.max(read, costs.read().largestRatio());
      forecasts.add(FormatForecast.of(format, spec, costs));
    }
    return new Forecast(ImageSet.of(spec), forecasts, missing, write, read);
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
