package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Contestants from best to worst, in words. */
final class Ranking {

  private Ranking() {}

  /**
   * A sentence like {@code Fastest at 1,000 images: HDF5 with 1.2 ms, then LMDB (1.31 ×).}
   *
   * @param lead what the first one is, without the colon
   * @param measured lower is better; memory is no contestant; may be empty
   */
  static String sentence(String lead, List<Measurement> measured, Unit unit) {
    List<Measurement> ranked =
        measured.stream()
            .filter(m -> !m.format().equals(MetricNames.MEMORY) && m.median() > 0)
            .sorted(Comparator.comparingDouble(Measurement::median))
            .toList();
    if (ranked.isEmpty()) {
      return "";
    }
    Measurement best = ranked.get(0);
    List<String> others = new ArrayList<>();
    for (Measurement m : ranked.subList(1, ranked.size())) {
      others.add(name(m) + " (" + Figures.ratio(m.median() / best.median()) + ")");
    }
    String then = others.isEmpty() ? "" : ", then " + Advice.joined(others);
    return lead + ": " + name(best) + " with " + unit.text(best.median()) + then + ".";
  }

  private static String name(Measurement m) {
    return Readings.spoken(m.format());
  }
}
