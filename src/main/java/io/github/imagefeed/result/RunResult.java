package io.github.imagefeed.result;

import java.util.List;
import java.util.Optional;

/**
 * A whole run: what results.json holds.
 *
 * @param notes what a reader must know besides the figures, a sentence each: what was left out and
 *     why, what was done differently from what was asked for
 */
public record RunResult(RunInfo run, List<Measurement> measurements, List<String> notes) {

  public RunResult {
    measurements = List.copyOf(measurements);
    notes = List.copyOf(notes);
  }

  /** One without notes. */
  public RunResult(RunInfo run, List<Measurement> measurements) {
    this(run, measurements, List.of());
  }

  /** The measurement of that name, {@link Measurement#label} and order, if it was taken. */
  public Optional<Measurement> find(String name, String label, String order) {
    return measurements.stream()
        .filter(m -> m.name().equals(name) && m.label().equals(label) && m.order().equals(order))
        .findFirst();
  }
}
