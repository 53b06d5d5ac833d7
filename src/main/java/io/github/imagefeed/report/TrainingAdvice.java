package io.github.imagefeed.report;

import static io.github.imagefeed.report.FormatName.spoken;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What loading costs next to training: the end of the advice. */
final class TrainingAdvice {

  /** A share of the training epoch below which a faster format is not worth a thought. */
  private static final double NEGLIGIBLE = 0.05;

  /** Epochs that must agree before their overhead is believed. */
  private static final int SEVERAL = 3;

  private final Readings readings;
  private final List<StoreLoad> loads;
  private final List<StoreLoad> trained;

  /** Whether every trained format has its waiting measured, so that like stands beside like. */
  private final boolean waiting;

  private TrainingAdvice(Readings readings, List<StoreLoad> loads) {
    this.readings = readings;
    this.loads = loads;
    this.trained = loads.stream().filter(load -> epoch(load).isPresent()).toList();
    this.waiting = trained.stream().allMatch(load -> readings.waitShare(load.format()).isPresent());
  }

  /**
   * The clause, with its leading punctuation.
   *
   * @param loads fastest first, at least one
   */
  static String clause(Readings readings, List<StoreLoad> loads, StoreLoad chosen) {
    TrainingAdvice advice = new TrainingAdvice(readings, loads);
    return advice.trained.isEmpty() ? advice.untrained() : advice.trained(chosen);
  }

  private String untrained() {
    StoreLoad slowest = slowest();
    return "; loading from "
        + spoken(slowest.format())
        + " takes less than "
        + negligible()
        + " of any epoch that trains longer than about "
        + Figures.about(slowest.seconds() / NEGLIGIBLE)
        + " s";
  }

  private String trained(StoreLoad chosen) {
    StoreLoad first = trained.contains(chosen) ? chosen : trained.get(0);
    String shares =
        other(first)
            .map(other -> Advice.joined(List.of(shareText(first), shareText(other))))
            .orElseGet(() -> shareText(first));
    return (waiting ? "; in training, waiting for images takes " : "; loading takes ")
        + shares
        + conclusion();
  }

  /** The format to name beside the first: PNG, as what people have, or else the costliest. */
  private Optional<StoreLoad> other(StoreLoad first) {
    List<StoreLoad> others = trained.stream().filter(load -> !load.equals(first)).toList();
    return others.stream()
        .filter(load -> load.format().equals("png"))
        .findFirst()
        .or(() -> others.stream().max(Comparator.comparingDouble(this::share)));
  }

  private String shareText(StoreLoad load) {
    return Figures.share(share(load))
        + " of a "
        + Figures.seconds(epoch(load).orElseThrow())
        + (waiting ? " epoch from " : " training epoch from ")
        + spoken(load.format());
  }

  private String conclusion() {
    List<String> costly =
        trained.stream()
            .filter(load -> cost(load) >= NEGLIGIBLE)
            .map(load -> spoken(load.format()) + " costs " + Figures.share(cost(load)))
            .toList();
    if (!costly.isEmpty()) {
      return ", so loading matters here: " + Advice.joined(costly) + " of the epoch";
    }
    if (trained.size() < loads.size() || loads.size() == 1) {
      return "";
    }
    String any = ", so " + (loads.size() == 2 ? "either" : "any of them") + " will do";
    double enough = slowest().seconds() / NEGLIGIBLE;
    // Prefetching may hide more than this; then the training measured is all that is known.
    return trained.stream().allMatch(load -> epoch(load).orElseThrow() >= enough)
        ? any + " while one epoch trains longer than about " + Figures.about(enough) + " s"
        : any + " for this network";
  }

  private double share(StoreLoad load) {
    return readings
        .waitShare(load.format())
        .filter(share -> waiting)
        .orElseGet(() -> load.seconds() / epoch(load).orElseThrow());
  }

  /**
   * The share, or the overhead where every single sample shows one that matters: on a shared
   * machine one epoch differs from the next by several per cent.
   */
  private double cost(StoreLoad load) {
    double share = share(load);
    return readings
        .find(MetricNames.TRAIN_OVERHEAD, load.format())
        .filter(overhead -> overhead.samples().size() >= SEVERAL)
        .filter(overhead -> overhead.min() >= Math.max(share, NEGLIGIBLE))
        .map(Measurement::median)
        .orElse(share);
  }

  private Optional<Double> epoch(StoreLoad load) {
    return readings
        .find(MetricNames.TRAIN_EPOCH, load.format())
        .map(Measurement::median)
        .filter(seconds -> seconds > 0);
  }

  private StoreLoad slowest() {
    return loads.get(loads.size() - 1);
  }

  private static String negligible() {
    return Math.round(NEGLIGIBLE * 100) + " %";
  }
}
