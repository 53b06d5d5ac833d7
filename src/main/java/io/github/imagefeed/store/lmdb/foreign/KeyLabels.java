package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.lmdb.LmdbEnvironment;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Labels that keys tell. They are guessed, so only what leaves no doubt is taken: one form that all
 * keys are of makes classes of the images, more than one and fewer than images.
 */
final class KeyLabels {

  private static final String ASK = ": give a CSV file (--labels)";

  private final LmdbEnvironment environment;
  private final int[] entries;
  private final LmdbValue key = LmdbValue.of(new byte[0]);

  private KeyLabels(LmdbEnvironment environment, int[] entries) {
    this.environment = environment;
    this.entries = entries;
  }

  /**
   * Reads them.
   *
   * @param entries with the keys, at least one
   * @throws StoreException if keys tell none, or in several ways
   */
  static LabelTexts read(LmdbEnvironment environment, int[] entries) throws StoreException {
    return new KeyLabels(environment, entries).read();
  }

  private LabelTexts read() throws StoreException {
    Map<KeyForm, LabelTexts> readings = new EnumMap<>(KeyForm.class);
    int fewest = Integer.MAX_VALUE;
    for (KeyForm form : forms()) {
      LabelTexts labels = labels(form);
      fewest = Math.min(fewest, labels.different());
      if (labels.different() < entries.length && labels.different() <= LabelTexts.MAX_CLASSES) {
        readings.put(form, labels); // others count images
      }
    }
    if (readings.isEmpty()) {
      throw refused(
          "tell " + fewest + " labels or more for " + entries.length + " images, no classes");
    }
    if (readings.size() > 1) {
      throw refused(
          "can be read in several ways, as "
              + readings.entrySet().stream()
                  .map(e -> e.getKey().people() + " with " + e.getValue().different() + " labels")
                  .collect(Collectors.joining(", ")));
    }
    LabelTexts labels = readings.values().iterator().next();
    if (labels.different() == 1) {
      throw refused(
          "tell one label '" + labels.first() + "' for all " + entries.length + " images");
    }
    return labels;
  }

  private StoreException refused(String why) {
    return new StoreException(
        environment.path()
            + ": the values tell no labels, and the keys, of which the first is '"
            + text(0)
            + "', "
            + why
            + ASK);
  }

  private String text(int image) {
    environment.selectKey(entries[image], key);
    return key.text();
  }

  /** Those that all keys are of. */
  private Set<KeyForm> forms() throws StoreException {
    Set<KeyForm> forms = EnumSet.allOf(KeyForm.class);
    for (int i = 0; i < entries.length; i++) {
      String text = text(i);
      forms.removeIf(form -> form.label(text).isEmpty());
      if (forms.isEmpty()) {
        throw new StoreException(
            environment.where(entries[i])
                + ": the key tells no label, as "
                + KeyForm.PEOPLE
                + " would, all keys alike, and neither does the value"
                + ASK);
      }
    }
    return forms;
  }

  /** Stops where there are too many to be classes, which may fill memory. */
  private LabelTexts labels(KeyForm form) {
    LabelTexts labels = new LabelTexts(entries.length);
    for (int i = 0; i < entries.length && labels.different() <= LabelTexts.MAX_CLASSES; i++) {
      labels.put(i, form.label(text(i)).orElseThrow());
    }
    return labels;
  }
}
