package io.github.imagefeed.store.lmdb.foreign;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways in which keys tell labels; all keys of an environment are of one. */
enum KeyForm {
  /** {@code cat/0001.png}, {@code train/5/0001}: the last folder is the class. */
  FOLDER("(?:.*/)?([^/]+)/[^/]+"),

  /** {@code 00000012_5}: a number, then the label. */
  NUMBER_LABEL("[0-9]+_([0-9]+)(?:\\.[A-Za-z]+)?"),

  /** {@code cat_00012.png}: the class, then a number. */
  CLASS_NUMBER("([^/]*[^/0-9][^/]*)_[0-9]+(?:\\.[A-Za-z]+)?");

  /** All of them, for messages. */
  static final String PEOPLE = "'CLASS/00000012', '00000012_5' or 'CLASS_00012'";

  private final Pattern pattern;

  KeyForm(String pattern) {
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
  }

  /** The form of a key, if it is of any. */
  static Optional<KeyForm> of(String key) {
    for (KeyForm form : values()) {
      if (form.label(key).isPresent()) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /** The label that a key of this form tells. */
  Optional<String> label(String key) {
    Matcher matcher = pattern.matcher(key);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
