package io.github.imagefeed.training.kfold;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One training of a cross-validation.
 *
 * @param repeat from 1: each divides the images anew
 * @param fold from 1: the one that is held out
 */
public record FoldId(int repeat, int fold) implements Comparable<FoldId> {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  public FoldId {
    if (repeat < 1 || fold < 1) {
      throw new IllegalArgumentException(
          "fold " + fold + " of repeat " + repeat + ", expected both at least 1");
    }
  }

  /** From {@code 1/3}: repeat 1, fold 3. */
  public static FoldId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("fold is '" + text + "', expected such as 1/3");
    }
    return new FoldId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Its folder: {@code repeat-1-fold-03}. */
  String folder() {
    return String.format(Locale.ROOT, "repeat-%d-fold-%02d", repeat, fold);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return repeat + "/" + fold;
  }

  @Override
  public int compareTo(FoldId other) {
    return repeat != other.repeat
        ? Integer.compare(repeat, other.repeat)
        : Integer.compare(fold, other.fold);
  }
}
