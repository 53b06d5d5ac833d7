package io.github.imagefeed.result;

import java.util.List;
import java.util.Optional;

/** A whole run: what results.json holds. */
public record RunResult(RunInfo run, List<Measurement> measurements) {

  public RunResult {
    measurements = List.copyOf(measurements);
  }

  /** The measurement of that name, format and order, if it was taken. */
  public Optional<Measurement> find(String name, String format, String order) {
    return measurements.stream()
        .filter(m -> m.name().equals(name) && m.format().equals(format) && m.order().equals(order))
        .findFirst();
  }
}
