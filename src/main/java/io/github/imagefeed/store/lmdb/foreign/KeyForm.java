package io.github.imagefeed.store.lmdb.foreign;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ways in which keys tell labels; all keys of an environment are of one. Keys of two numbers are of
 * two forms.
 */
enum KeyForm {
  /** {@code cat/0001.png}, {@code train/5/0001}: the last folder is the class. */
  FOLDER("CLASS/NUMBER", "(?:.*/)?([^/]+)/[^/]+"),

  /** {@code 00000012_5}: a number, then the label. */
  NUMBER_LABEL("NUMBER_CLASS", "[0-9]+_([0-9]+)(?:\\.[A-Za-z]+)?"),

  /** {@code cat_00012.png}, {@code 5_00012}: the class, then a number. */
  CLASS_NUMBER("CLASS_NUMBER", "([^/]+)_[0-9]+(?:\\.[A-Za-z]+)?");

  /** All of them, for messages. */
  static final String PEOPLE = "'CLASS/00000012', '00000012_5' or 'CLASS_00012'";

  private final String people;
  private final Pattern pattern;

  KeyForm(String people, String pattern) {
    this.people = people;
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
  }

  /** Name for messages. */
  String people() {
    return people;
  }

  /** The label that a key of this form tells. */
  Optional<String> label(String key) {
    Matcher matcher = pattern.matcher(key);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
