package io.github.imagefeed.measure.storage;

import io.github.imagefeed.measure.Rotation;
import io.github.imagefeed.measure.Samples;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.result.MedianInterval;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Times contestants against each other.
 *
 * <p>Each runs once, which is kept apart as its first run; then quick ones run untimed until their
 * code is compiled; then they take turns in changing order, each until the 95 % interval of its
 * median has been within 5 % of it for two rounds, or it has run as often as it may, or the time is
 * over. Not thread-safe.
 */
final class Race {

  private static final double WITHIN = 0.05;

  /** Fewer rounds say nothing of the spread, and are not begun. */
  private static final int LEAST_ROUNDS = 3;

  private static final int SETTLED_ROUNDS = 2;

  private static final double WARM_UP_SECONDS = 0.4;
  private static final int WARM_UP_RUNS = 200;

  private final Samples samples;
  private final List<String> notes;
  private final int repeat;
  private final Watch watch;

  /**
   * Starts with nothing run.
   *
   * @param samples where figures go
   * @param notes where it is said what was left out
   * @param repeat rounds at most
   */
  Race(Samples samples, List<String> notes, int repeat, Watch watch) {
    this.samples = samples;
    this.notes = notes;
    this.repeat = repeat;
    this.watch = watch;
  }

  /** A contestant, what its runs take with all that belongs to them, and its leading figure. */
  private static final class Entry {
    final Trial trial;
    final List<Double> leading = new ArrayList<>();
    double cost;
    int settledRounds;

    Entry(Trial trial) {
      this.trial = trial;
    }

    /** Ends a round; whether it was the last needed: one narrow interval may be chance. */
    boolean endRound() {
      boolean narrow =
          MedianInterval.of(leading).map(median -> median.isWithin(WITHIN)).orElse(false);
      settledRounds = narrow ? settledRounds + 1 : 0;
      return settledRounds >= SETTLED_ROUNDS;
    }
  }

  /**
   * Runs a race.
   *
   * @param what for people
   * @param expected seconds that one round may take; 0 if unknown
   * @return seconds that the last run of each took, with what belongs to it; none of them where
   *     there was time for first runs only, and empty where there was none for any
   */
  Optional<List<Double>> run(
      String what, List<? extends Trial> trials, double expected, Budget budget)
      throws IOException, StoppedException {
    double least = expected * (1 + LEAST_ROUNDS);
    if (budget.secondsLeft() == 0 || least > budget.secondsLeft()) {
      leaveOut(what, least, budget);
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (Trial trial : trials) {
      entries.add(new Entry(trial));
    }
    try (Watch.Task task = watch.begin(what, (long) repeat * entries.size())) {
      double round = firstRuns(entries, task, budget);
      if (round * LEAST_ROUNDS > budget.secondsLeft()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s: first runs only, %d more would take about %.0f s and %.0f s were left.",
                what,
                LEAST_ROUNDS,
                round * LEAST_ROUNDS,
                budget.secondsLeft()));
        return Optional.of(List.of()); // what first runs take says little of the next
      }
      warmUp(entries, task, budget);
      rounds(what, entries, task, budget);
      return Optional.of(costs(entries));
    }
  }

  private static List<Double> costs(List<Entry> entries) {
    return entries.stream().map(entry -> entry.cost).toList();
  }

  /**
   * Notes that there is no time for something; {@code seconds} that it would take, 0 if unknown.
   */
  void leaveOut(String what, double seconds, Budget budget) {
    notes.add(
        seconds == 0
            ? what + ": left out, no time was left; give a larger --budget."
            : String.format(
                Locale.ROOT,
                "%s: left out, it would take about %.0f s and %.0f s were left of its share of the"
                    + " time; give a larger --budget.",
                what,
                seconds,
                budget.secondsLeft()));
  }

  private double firstRuns(List<Entry> entries, Watch.Task task, Budget budget)
      throws IOException, StoppedException {
    double round = 0;
    for (Entry entry : entries) {
      task.at(0, "first run of " + entry.trial.subject().label());
      add(entry, run(entry, budget), true);
      round += entry.cost;
    }
    return round;
  }

  private static void warmUp(List<Entry> entries, Watch.Task task, Budget budget)
      throws IOException, StoppedException {
    for (Entry entry : entries) {
      task.at(0, "warming up " + entry.trial.subject().label());
      double spent = entry.cost;
      for (int i = 0; i < WARM_UP_RUNS && spent < WARM_UP_SECONDS; i++) {
        run(entry, budget);
        spent += entry.cost;
      }
    }
  }

  private void rounds(String what, List<Entry> entries, Watch.Task task, Budget budget)
      throws IOException, StoppedException {
    List<Entry> open = new ArrayList<>(entries);
    double round = 0;
    long done = 0;
    for (int r = 0; r < repeat && !open.isEmpty(); r++) {
      if (r >= LEAST_ROUNDS && round > budget.secondsLeft()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s: stopped after %d rounds when its share of the time was over, before all had"
                    + " settled within %.0f %%.",
                what,
                r,
                100 * WITHIN));
        return;
      }
      round = 0;
      for (Entry entry : turn(open, r)) {
        add(entry, run(entry, budget), false);
        round += entry.cost;
        task.at(++done, entry.trial.subject().label());
      }
      open.removeIf(Entry::endRound);
    }
  }

  /** Each begins as often as any, and follows now one, now the other of its neighbours. */
  private static List<Entry> turn(List<Entry> entries, int round) {
    List<Entry> turned = Rotation.of(entries, round / 2);
    if (round % 2 == 1) {
      Collections.reverse(turned);
    }
    return turned;
  }

  private static Map<String, Double> run(Entry entry, Budget budget)
      throws IOException, StoppedException {
    budget.requireGoingOn();
    long begin = System.nanoTime();
    Map<String, Double> seconds = entry.trial.run();
    entry.cost = (System.nanoTime() - begin) / 1e9;
    return seconds;
  }

  private void add(Entry entry, Map<String, Double> seconds, boolean first) {
    Subject subject = entry.trial.subject();
    Subject shown = first ? subject.with(SettingNames.RUN, SettingNames.FIRST) : subject;
    if (first) {
      requireNew(shown, seconds.keySet());
    }
    seconds.forEach(
        (metric, value) ->
            samples.add(
                metric,
                shown.format(),
                shown.order(),
                shown.settings(),
                MetricNames.SECONDS,
                value));
    if (!first) {
      entry.leading.add(seconds.values().iterator().next());
    }
  }

  /** Samples of two races must not be taken for those of one. */
  private void requireNew(Subject first, Set<String> metrics) {
    for (String metric : metrics) {
      if (!samples.isMissing(
          metric, first.format(), first.order(), first.settings(), MetricNames.SECONDS)) {
        throw new IllegalStateException(metric + " of " + first.label() + " is measured twice");
      }
    }
  }
}
