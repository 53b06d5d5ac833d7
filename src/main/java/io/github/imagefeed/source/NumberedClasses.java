package io.github.imagefeed.source;

import io.github.imagefeed.image.ClassNames;
import java.util.ArrayList;
import java.util.List;

/** Class names of sources that have numbers only: {@code 0} and so on. */
public final class NumberedClasses {

  /** Far above any real set, and low enough for a name each. */
  public static final int MAX_LABEL = (1 << 20) - 1;

  private NumberedClasses() {}

  /** The names 0 to {@code last}, which is a label and so at most {@link #MAX_LABEL}. */
  public static ClassNames upTo(int last) {
    List<String> names = new ArrayList<>();
    for (int label = 0; label <= last; label++) {
      names.add(String.valueOf(label));
    }
    return new ClassNames(names);
  }

  /**
   * Takes a number as a label.
   *
   * @param where what has the number, for messages
   * @throws SourceException if it is out of range
   */
  public static int checked(String where, long number) throws SourceException {
    if (number < 0 || number > MAX_LABEL) {
      throw new SourceException(where + ": label is " + number + ", expected 0 to " + MAX_LABEL);
    }
    return (int) number;
  }
}
