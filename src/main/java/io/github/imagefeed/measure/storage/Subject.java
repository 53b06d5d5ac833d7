package io.github.imagefeed.measure.storage;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.SettingNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a figure is of.
 *
 * @param format a store format, or memory
 * @param order order of reading; empty where it plays no part
 * @param settings in the order in which they are shown
 */
record Subject(String format, String order, Map<String, String> settings) {

  Subject {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** So many images of a shape. */
  static Subject of(String format, ImageShape shape, int images) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SettingNames.IMAGES, String.valueOf(images));
    settings.put(SettingNames.SIZE, size(shape));
    return new Subject(format, "", settings);
  }

  /** Height x width x channels. */
  static String size(ImageShape shape) {
    return shape.height() + "x" + shape.width() + "x" + shape.channels();
  }

  Subject with(String setting, Object value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value.toString());
    return new Subject(format, order, more);
  }

  Subject in(String otherOrder) {
    return new Subject(format, otherOrder, settings);
  }

  String label() {
    return Measurement.label(format, settings);
  }
}
