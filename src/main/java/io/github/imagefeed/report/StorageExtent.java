package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.SettingNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How many images, of what size, storage was measured on. */
final class StorageExtent {

  private StorageExtent() {}

  /**
   * Storage measurements of the native size: the one measured at most counts of images, and what
   * says nothing of its size.
   */
  static Selection ofNativeSize(Selection all) {
    Selection sized = all.having(SettingNames.IMAGES);
    Optional<String> size = nativeSize(sized);
    return sized.where(
        m ->
            size.isEmpty()
                || m.settings().getOrDefault(SettingNames.SIZE, "").isEmpty()
                || m.settings().get(SettingNames.SIZE).equals(size.get()));
  }

  /** The size measured at most counts. */
  static Optional<String> nativeSize(Selection sized) {
    return sized.values(SettingNames.SIZE).stream()
        .max(
            Comparator.comparingInt(
                size -> sized.with(SettingNames.SIZE, size).values(SettingNames.IMAGES).size()));
  }

  /** The most images for which all formats, as far as possible, were measured. */
  static Optional<String> largestCommon(Selection times) {
    return times.counts().stream()
        .filter(count -> isComplete(times, count))
        .reduce((a, b) -> b)
        .or(() -> times.largest(SettingNames.IMAGES));
  }

  /**
   * The most images for which each of several figures was taken of all formats that it has; where
   * there is no such number, what the first of them has.
   */
  static Optional<String> largestCommon(List<Selection> figures) {
    List<Selection> taken = figures.stream().filter(f -> !f.isEmpty()).toList();
    return taken.stream()
        .findFirst()
        .flatMap(
            first ->
                first.counts().stream()
                    .filter(count -> taken.stream().allMatch(f -> isComplete(f, count)))
                    .reduce((a, b) -> b)
                    .or(() -> largestCommon(first)));
  }

  private static boolean isComplete(Selection figures, String count) {
    return figures.with(SettingNames.IMAGES, count).formats().size() == figures.formats().size();
  }

  /**
   * Measurements of more than first runs; those alone where there is nothing else. What is said in
   * words is drawn from these: a first run in itself says little.
   */
  static Selection settled(Selection figures) {
    Selection steady = figures.plainBut();
    return steady.isEmpty() ? figures.plain() : steady;
  }

  /** Reading in stored order only, where other orders were measured besides. */
  static Selection inStoredOrder(Selection times) {
    return times.where(m -> m.order().isEmpty() || m.order().equals(OrderNames.SEQUENTIAL));
  }

  /** Bytes of the pixels behind a measurement, if its settings say how many there are. */
  static Optional<Double> rawBytes(Measurement m) {
    return Selection.number(m, SettingNames.IMAGES)
        .flatMap(
            images ->
                Selection.bytes(m.settings().getOrDefault(SettingNames.SIZE, ""))
                    .map(bytes -> images * bytes));
  }

  /** Whether the run measured storage by itself. */
  static boolean isStorage(Selection all) {
    return !all.named(MetricNames.STORE_WRITE).having(SettingNames.IMAGES).isEmpty()
        || !all.named(MetricNames.STORE_READ).isEmpty();
  }
}
