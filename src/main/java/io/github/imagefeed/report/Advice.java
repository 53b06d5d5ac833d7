package io.github.imagefeed.report;

import static io.github.imagefeed.report.FormatName.spoken;
import static io.github.imagefeed.result.MetricNames.MEMORY;
import static io.github.imagefeed.result.OrderNames.SEQUENTIAL;
import static io.github.imagefeed.result.OrderNames.SHUFFLED;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One sentence on which format to choose, drawn from measured figures only.
 *
 * <ul>
 *   <li>Recommended is the format with the lowest median shuffled epoch load; sequential loads
 *       decide where no shuffled one was measured. The copy in memory is never recommended.
 *   <li>Formats at most 10 % slower than that count as equal; of them the smallest on disk is
 *       recommended, or the fastest where their sizes are unknown or the same.
 * </ul>
 */
public final class Advice {

  /** Load times closer than this are noise. */
  private static final double EQUAL_WITHIN = 1.10;

  private final Readings readings;
  private final String order;
  private final List<StoreLoad> loads;

  private Advice(Readings readings, String order, List<StoreLoad> loads) {
    this.readings = readings;
    this.order = order;
    this.loads = loads;
  }

  /** The advice, as long as a paragraph and without line breaks; see {@link TextWrap#wrap}. */
  public static String sentence(RunResult result) {
    Readings readings = new Readings(result);
    List<StoreLoad> shuffled = loads(readings, SHUFFLED);
    if (!shuffled.isEmpty()) {
      return new Advice(readings, SHUFFLED, shuffled).sentence();
    }
    List<StoreLoad> sequential = loads(readings, SEQUENTIAL);
    return sequential.isEmpty()
        ? "No epoch was loaded from a store, so these figures give no advice on the format."
        : new Advice(readings, SEQUENTIAL, sequential).sentence();
  }

  /** Formats loaded in that order of the images, fastest first. */
  private static List<StoreLoad> loads(Readings readings, String order) {
    return readings.labels().stream()
        .filter(format -> !format.equals(MEMORY))
        .flatMap(format -> readings.load(format, order).stream())
        .filter(m -> m.median() > 0)
        .map(
            m ->
                new StoreLoad(
                    m.label(),
                    m.median(),
                    readings.find(MetricNames.DISK_BYTES, m.format()).map(Measurement::last)))
        .sorted(Comparator.comparingDouble(StoreLoad::seconds))
        .toList();
  }

  private String sentence() {
    double limit = loads.get(0).seconds() * EQUAL_WITHIN;
    List<StoreLoad> equals = loads.stream().filter(load -> load.seconds() <= limit).toList();
    StoreLoad chosen = smallest(equals).orElse(loads.get(0));
    return opening(chosen)
        + equalsText(chosen, without(equals, chosen))
        + slowerText(loads.subList(equals.size(), loads.size()))
        + TrainingAdvice.clause(readings, loads, chosen)
        + ".";
  }

  private String opening(StoreLoad chosen) {
    String epoch = readings.images().map(n -> "an epoch of " + Figures.count(n)).orElse("an epoch");
    String ratio =
        readings
            .timesMemory(chosen.format(), order)
            .map(times -> ", " + Figures.ratio(times) + " the memory copy")
            .orElse("");
    String start =
        loads.size() == 1
            ? "Only "
                + spoken(chosen.format())
                + " was loaded, so there is nothing to weigh it"
                + " against"
            : "Store these images as " + spoken(chosen.format());
    String how = order.equals(SHUFFLED) ? " shuffled" : " in stored order";
    return start + ": " + epoch + " loads in " + Figures.seconds(chosen.seconds()) + how + ratio;
  }

  private static String equalsText(StoreLoad chosen, List<StoreLoad> others) {
    if (others.isEmpty()) {
      return "";
    }
    String reason =
        chosen
            .bytes()
            .filter(bytes -> others.stream().allMatch(other -> other.isLargerThan(chosen)))
            .map(bytes -> "smaller on disk (" + Figures.bytes(bytes) + " against " + sizes(others))
            .map(text -> ", and " + text + ")")
            .orElse("");
    return ", equal within the noise to " + times(others) + reason;
  }

  private static String slowerText(List<StoreLoad> slower) {
    return slower.isEmpty() ? "" : ", against " + times(slower);
  }

  /** The one that is smaller on disk than all the others, if all sizes are known. */
  private static Optional<StoreLoad> smallest(List<StoreLoad> equals) {
    return equals.stream()
        .filter(load -> without(equals, load).stream().allMatch(o -> o.isLargerThan(load)))
        .findFirst();
  }

  private static List<StoreLoad> without(List<StoreLoad> loads, StoreLoad one) {
    return loads.stream().filter(load -> !load.equals(one)).toList();
  }

  private static String times(List<StoreLoad> loads) {
    return joined(
        loads.stream()
            .map(load -> Figures.seconds(load.seconds()) + " from " + spoken(load.format()))
            .toList());
  }

  private static String sizes(List<StoreLoad> loads) {
    return joined(loads.stream().flatMap(l -> l.bytes().stream()).map(Figures::bytes).toList());
  }

  /** Items as a sentence lists them: a, b and c. */
  static String joined(List<String> items) {
    int last = items.size() - 1;
    String lead = items.stream().limit(last).collect(Collectors.joining(", "));
    return lead.isEmpty() ? items.get(last) : lead + " and " + items.get(last);
  }
}
