package io.github.imagefeed.cli;

import io.github.imagefeed.advice.Coverage;
import io.github.imagefeed.advice.Forecast;
import io.github.imagefeed.advice.ImageSet;
import io.github.imagefeed.report.Figures;
import io.github.imagefeed.result.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a forecast rests on, and how far it goes beyond it. */
record BasisText(Forecast forecast, StorageBasis basis) {

  String render() {
    Coverage coverage = basis.run().coverage();
    List<String> sentences = new ArrayList<>();
    sentences.add(origin());
    sentences.add(
        String.format(
            Locale.ROOT,
            "Times are fixed + per image + per byte, fitted to %d medians, which they meet within a"
                + " factor of %s in writing and %s in reading.",
            coverage.figures(),
            Figures.plain(forecast.largestWriteRatio()),
            Figures.plain(forecast.largestReadRatio())));
    if (coverage.firstRuns() > 0) {
      sentences.add(coverage.firstRuns() + " of them are first runs, for want of others.");
    }
    coverage
        .otherwise()
        .ifPresent(
            set ->
                sentences.add(
                    String.format(
                        Locale.ROOT,
                        "What shuffled and cold epochs add was measured on one set, %,d images of"
                            + " %s; a range is from as much more an image to as much more a byte.",
                        set.images(),
                        set.size())));
    List<String> beyond = extrapolated(coverage);
    if (!beyond.isEmpty()) {
      sentences.add("Extrapolated: " + String.join(", ", beyond) + ".");
    }
    return "Basis: " + String.join(" ", sentences);
  }

  private String origin() {
    RunInfo run = basis.run().run();
    Map<String, String> machine = run.machine();
    String of =
        String.format(
            Locale.ROOT,
            "%s, a run of %s on %s, %s cores, %s of memory, %s",
            basis.where(),
            run.started(),
            machine.getOrDefault("processor", "an unknown processor"),
            machine.getOrDefault("cores", "?"),
            machine.getOrDefault("memory", "?"),
            machine.getOrDefault("fileSystem", "an unknown file system"));
    return basis.ofThisMachine()
        ? of + ", which is this machine."
        : of
            + "; measured on another machine: trust ratios, not seconds ('imagefeed storage'"
            + " measures this one).";
  }

  private List<String> extrapolated(Coverage coverage) {
    ImageSet set = forecast.set();
    List<String> beyond = new ArrayList<>();
    if (!coverage.hasLargerImages(set)) {
      beyond.add("largest image measured " + coverage.largest());
    }
    if (!coverage.hasSmallerImages(set)) {
      beyond.add("smallest image measured " + coverage.smallest());
    }
    if (!coverage.hasAsManyImages(set)) {
      beyond.add("most images measured " + Figures.count(coverage.mostImages()));
    }
    if (!coverage.hasAsManyBytes(set)) {
      beyond.add("largest set measured " + AdviseUnit.text((double) coverage.mostBytes()));
    }
    return beyond;
  }
}
