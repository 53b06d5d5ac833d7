package io.github.imagefeed.advice;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run of the storage experiments, good enough to predict from. Where a figure was taken once
 * only, as the first run that is kept apart, that one stands in for it.
 */
public final class StorageRun {

  /** The command that makes such runs. */
  public static final String COMMAND = "storage";

  private static final Map<String, String> COLD = Map.of(SettingNames.CACHE, SettingNames.COLD);

  private static final Set<String> TIMES =
      Set.of(MetricNames.STORE_WRITE, MetricNames.STORE_READ, MetricNames.EPOCH_COPY);

  private final RunInfo run;
  private final List<Figure> figures;

  private StorageRun(RunInfo run, List<Figure> figures) {
    this.run = run;
    this.figures = List.copyOf(figures);
  }

  /**
   * Checks a run.
   *
   * @throws IOException if it is of another command, damaged, or too small or too poor to predict
   *     from; the message says how to make a better one, but not where the run lies
   */
  public static StorageRun of(RunResult result) throws IOException {
    if (!result.run().command().equals(COMMAND)) {
      throw new IOException(
          "a run of '"
              + result.run().command()
              + "', expected one of 'storage': 'imagefeed storage' makes one");
    }
    List<Figure> all = new ArrayList<>();
    for (Measurement m : result.measurements()) {
      if (TIMES.contains(m.name())) {
        all.add(Figure.of(m));
      }
    }
    StorageRun checked = new StorageRun(result.run(), withoutNeedlessFirstRuns(all));
    RunCheck.require(checked);
    return checked;
  }

  private static List<Figure> withoutNeedlessFirstRuns(List<Figure> all) {
    List<Figure> repeated = all.stream().filter(figure -> !figure.isFirst()).toList();
    return all.stream()
        .filter(figure -> !figure.isFirst() || repeated.stream().noneMatch(figure::sameAs))
        .toList();
  }

  /** Where the figures come from. */
  public RunInfo run() {
    return run;
  }

  /** Formats that were timed as they are by default, in the order in which they come. */
  public List<String> formats() {
    return figures.stream()
        .filter(figure -> figure.settings().isEmpty())
        .map(Figure::format)
        .distinct()
        .toList();
  }

  /** Writing sets with what the format does by default. */
  List<Figure> writing(String format) {
    return of(MetricNames.STORE_WRITE, format, "", Map.of());
  }

  /** Reading such sets warm, in stored order, by one thread. */
  List<Figure> reading(String format) {
    return of(MetricNames.STORE_READ, format, OrderNames.SEQUENTIAL, Map.of());
  }

  private List<Figure> of(String name, String format, String order, Map<String, String> settings) {
    return figures.stream()
        .filter(f -> f.name().equals(name) && f.format().equals(format))
        .filter(f -> f.order().equals(order) && f.settings().equals(settings))
        .toList();
  }

  /**
   * What reading in an order, warm or cold, takes more than warm and in stored order, by the
   * largest set of which both were timed; empty if there is none.
   */
  Optional<Extra> extra(String format, String order, boolean cold) {
    Map<String, String> settings = cold ? COLD : Map.of();
    return of(MetricNames.STORE_READ, format, order, settings).stream()
        .sorted(Comparator.comparingDouble((Figure f) -> f.point().bytes()).reversed())
        .flatMap(
            f ->
                reading(format).stream()
                    .filter(base -> base.size().equals(f.size()))
                    .filter(base -> base.point().images() == f.point().images())
                    .map(base -> Extra.of(base.point(), f.point().seconds())))
        .findFirst();
  }

  /** Times of one and the same shuffled epoch by number of threads, as far as they were taken. */
  Map<Integer, Double> byThreads(String format) {
    Map<Integer, Double> seconds = new LinkedHashMap<>();
    for (Figure figure : figures) {
      String threads = figure.settings().get(SettingNames.THREADS);
      if (figure.name().equals(MetricNames.EPOCH_COPY)
          && figure.format().equals(format)
          && figure.order().equals(OrderNames.SHUFFLED)
          && threads != null
          && threads.matches("[1-9][0-9]{0,3}")) {
        seconds.put(Integer.parseInt(threads), figure.point().seconds());
      }
    }
    return seconds;
  }

  /** What the run covers. */
  public Coverage coverage() {
    List<Figure> sets = new ArrayList<>();
    for (String format : formats()) {
      sets.addAll(writing(format));
      sets.addAll(reading(format));
    }
    return Coverage.of(
        sets,
        figures.stream()
            .filter(f -> f.name().equals(MetricNames.STORE_READ) && !sets.contains(f))
            .filter(f -> f.settings().isEmpty() || f.settings().equals(COLD))
            .max(Comparator.comparingDouble(f -> f.point().bytes())));
  }

  static List<CostPoint> points(List<Figure> of) {
    return of.stream().map(Figure::point).toList();
  }
}
