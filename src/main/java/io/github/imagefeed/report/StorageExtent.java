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
    List<String> counts = times.values(SettingNames.IMAGES);
    int formats = times.formats().size();
    return counts.stream()
        .filter(c -> times.with(SettingNames.IMAGES, c).formats().size() == formats)
        .reduce((a, b) -> b)
        .or(() -> times.largest(SettingNames.IMAGES));
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
