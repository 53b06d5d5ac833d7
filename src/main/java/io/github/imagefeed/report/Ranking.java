package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MedianInterval;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
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
   * The part of a sentence from the first one on, strictly by median. Neighbours of the first share
   * its place where the intervals of their medians meet its own: {@code HDF5 and LMDB alike with
   * 1.20 ms and 1.22 ms, then PNG (9.3 ×)}. Of fewer runs than such an interval takes, medians are
   * given and no rank: {@code too few runs to rank, medians are HDF5 1.2 s and PNG 9.1 s}.
   *
   * @param measured lower is better; memory is no contestant
   * @return empty if there is no contestant
   */
  static String words(List<Measurement> measured, Unit unit) {
    List<Measurement> ranked = contestants(measured);
    if (ranked.isEmpty()) {
      return "";
    }
    if (ranked.size() > 1 && !ranked.stream().allMatch(Ranking::isCertain)) {
      return "too few runs to rank, medians are "
          + Advice.joined(ranked.stream().map(m -> name(m) + " " + unit.text(m.median())).toList());
    }
    int alike = alike(ranked);
    List<Measurement> firsts = ranked.subList(0, alike);
    Measurement best = ranked.get(0);
    String others =
        ranked.size() == alike
            ? ""
            : ", then "
                + Advice.joined(
                    ranked.subList(alike, ranked.size()).stream()
                        .map(m -> name(m) + " (" + Figures.ratio(m.median() / best.median()) + ")")
                        .toList());
    return Advice.joined(firsts.stream().map(Ranking::name).toList())
        + (alike > 1 ? " alike with " : " with ")
        + Advice.joined(firsts.stream().map(m -> unit.text(m.median())).toList())
        + others;
  }

  /** How many from the first on cannot be told from it; ends at one that can. */
  private static int alike(List<Measurement> ranked) {
    MedianInterval best = Difference.interval(ranked.get(0));
    int alike = 1;
    while (alike < ranked.size() && best.overlaps(Difference.interval(ranked.get(alike)))) {
      alike++;
    }
    return alike;
  }

  /** Sizes are not scattered: one is as sure as six. */
  private static boolean isCertain(Measurement m) {
    return Difference.EXACT.contains(m.name()) || MedianInterval.of(m.samples()).isPresent();
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
    return FormatName.spoken(m.format()) + (workers == null ? "" : ", workers " + workers);
  }
}
