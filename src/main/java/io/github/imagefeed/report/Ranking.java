package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MedianInterval;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
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
   * @param measured as {@link #words} takes them; may be empty, as the sentence is then
   */
  static String sentence(String lead, List<Measurement> measured, Unit unit) {
    String words = words(measured, unit);
    return words.isEmpty() ? "" : lead + ": " + words + ".";
  }

  /**
   * The part of a sentence from the first one on. Those that differ from it by no more than the
   * noise share its place: {@code HDF5 and LMDB alike with 1.20 ms and 1.22 ms, then PNG (9.3 ×)}.
   *
   * @param measured lower is better; memory is no contestant
   * @return empty if there is no contestant
   */
  static String words(List<Measurement> measured, Unit unit) {
    List<Measurement> ranked = contestants(measured);
    if (ranked.isEmpty()) {
      return "";
    }
    Measurement best = ranked.get(0);
    MedianInterval noise = Difference.interval(best);
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Measurement m : ranked) {
      if (noise.overlaps(Difference.interval(m))) {
        names.add(name(m));
        values.add(unit.text(m.median()));
      } else {
        others.add(name(m) + " (" + Figures.ratio(m.median() / best.median()) + ")");
      }
    }
    return Advice.joined(names)
        + (names.size() > 1 ? " alike with " : " with ")
        + Advice.joined(values)
        + (others.isEmpty() ? "" : ", then " + Advice.joined(others));
  }

  /** Those that can be ranked, the best first. */
  static List<Measurement> contestants(List<Measurement> measured) {
    return measured.stream()
        .filter(m -> !m.format().equals(MetricNames.MEMORY) && m.median() > 0)
        .sorted(Comparator.comparingDouble(Measurement::median))
        .toList();
  }

  /** A format, and by how many workers where that was set: else it would be alike to itself. */
  static String name(Measurement m) {
    String workers = m.settings().get(SettingNames.WORKERS);
    return Readings.spoken(m.format()) + (workers == null ? "" : ", workers " + workers);
  }
}
