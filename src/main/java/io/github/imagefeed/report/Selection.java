package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Measurements of a run, narrowed down by what is asked of them; in the order of formats. */
final class Selection {

  /** Sizes of what was measured; all other settings say how it was done. */
  private static final Set<String> EXTENT = Set.of(SettingNames.IMAGES, SettingNames.SIZE);

  private final List<Measurement> measurements;

  private Selection(List<Measurement> measurements) {
    this.measurements = measurements;
  }

  static Selection of(RunResult result) {
    return new Selection(
        result.measurements().stream()
            .sorted(Comparator.comparingInt(m -> Readings.rank(m.format())))
            .toList());
  }

  List<Measurement> list() {
    return measurements;
  }

  boolean isEmpty() {
    return measurements.isEmpty();
  }

  Optional<Measurement> first() {
    return measurements.stream().findFirst();
  }

  Selection where(Predicate<Measurement> condition) {
    return new Selection(measurements.stream().filter(condition).toList());
  }

  Selection named(String name) {
    return where(m -> m.name().equals(name));
  }

  Selection format(String format) {
    return where(m -> m.format().equals(format));
  }

  Selection order(String order) {
    return where(m -> m.order().equals(order));
  }

  Selection with(String setting, String value) {
    return where(m -> value.equals(m.settings().get(setting)));
  }

  Selection having(String setting) {
    return where(m -> m.settings().containsKey(setting));
  }

  /** Those that have no settings but how many images of what size there were, and these. */
  Selection plainBut(String... settings) {
    Set<String> allowed = new LinkedHashSet<>(EXTENT);
    allowed.addAll(List.of(settings));
    return where(m -> allowed.containsAll(m.settings().keySet()));
  }

  /**
   * As {@link #plainBut}; where there is nothing but a first run, for want of time, that run stands
   * in for the others.
   */
  Selection plain(String... settings) {
    Selection plain = plainBut(settings);
    Set<Subject> steady = new LinkedHashSet<>();
    plain.measurements.forEach(m -> steady.add(Subject.of(m)));
    String[] withRun = Arrays.copyOf(settings, settings.length + 1);
    withRun[settings.length] = SettingNames.RUN;
    return plainBut(withRun)
        .where(m -> !m.settings().containsKey(SettingNames.RUN) || !steady.contains(Subject.of(m)));
  }

  /** Those without settings; of formats that have none such, those with this setting alone. */
  Selection plainOrBy(String setting) {
    Selection plain = plainBut();
    Set<String> settled = new LinkedHashSet<>(plain.named(MetricNames.EPOCH_LOAD).formats());
    return plainBut(setting)
        .where(m -> !m.settings().containsKey(setting) || !settled.contains(m.format()));
  }

  /** What two measurements have in common though one is the first run only. */
  private record Subject(String name, String format, String order, Map<String, String> settings) {
    static Subject of(Measurement m) {
      Map<String, String> settings = new LinkedHashMap<>(m.settings());
      settings.remove(SettingNames.RUN);
      return new Subject(m.name(), m.format(), m.order(), settings);
    }
  }

  /**
   * Those of as many images of one size: of the sizes and numbers the one with the most of them.
   */
  Selection ofOneExtent() {
    Map<Map<String, String>, Integer> counts = new LinkedHashMap<>();
    measurements.forEach(m -> counts.merge(extent(m), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Comparator.comparingInt(Map.Entry::getValue))
        .map(most -> where(m -> extent(m).equals(most.getKey())))
        .orElse(this);
  }

  private static Map<String, String> extent(Measurement m) {
    Map<String, String> extent = new LinkedHashMap<>(m.settings());
    extent.keySet().retainAll(EXTENT);
    return extent;
  }

  List<String> formats() {
    return measurements.stream().map(Measurement::format).distinct().toList();
  }

  List<String> orders() {
    return measurements.stream().map(Measurement::order).distinct().toList();
  }

  /** Values of a setting, ascending where they are numbers. */
  List<String> values(String setting) {
    return measurements.stream()
        .map(m -> m.settings().get(setting))
        .filter(Objects::nonNull)
        .distinct()
        .sorted(
            Comparator.comparingDouble((String value) -> number(value).orElse(Double.MAX_VALUE)))
        .toList();
  }

  /** Numbers of images, ascending; what is no number is as good as no count. */
  List<String> counts() {
    return values(SettingNames.IMAGES).stream().filter(v -> number(v).isPresent()).toList();
  }

  /** The largest number among the values of a setting. */
  Optional<String> largest(String setting) {
    List<String> values = values(setting).stream().filter(v -> number(v).isPresent()).toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** A setting as a number, if it is one. */
  static Optional<Double> number(Measurement m, String setting) {
    return Optional.ofNullable(m.settings().get(setting)).flatMap(Selection::number);
  }

  private static Optional<Double> number(String value) {
    return value.matches("[0-9]{1,15}") ? Optional.of(Double.valueOf(value)) : Optional.empty();
  }

  /** Bytes of an image of a size like {@code 32x32x3}. */
  static Optional<Double> bytes(String size) {
    if (!size.matches("[0-9]{1,6}x[0-9]{1,6}x[0-9]{1,2}")) {
      return Optional.empty();
    }
    double bytes = 1;
    for (String side : size.split("x", -1)) {
      bytes *= Double.parseDouble(side);
    }
    return Optional.of(bytes);
  }
}
