package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ClassNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Labels as others write them, numbers or names of classes, until it is known what they mean. */
final class LabelTexts {

  /** Classes without names get their numbers as names: more than these are no classes. */
  static final int MAX_CLASSES = 1_000_000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Not the name of a class, wherever some labels are numbers. */
  private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+");

  /** What labels say, and their number in the order in which they were met. */
  private final Map<String, Integer> texts = new HashMap<>();

  private final List<String> met = new ArrayList<>();
  private final int[] which;

  /** For so many images, of which none has a label yet. */
  LabelTexts(int images) {
    which = new int[images];
    Arrays.fill(which, -1);
  }

  /** Gives the label of an image; false if it has one. */
  boolean put(int image, String label) {
    if (which[image] >= 0) {
      return false;
    }
    which[image] =
        texts.computeIfAbsent(
            label,
            text -> {
              met.add(text);
              return met.size() - 1;
            });
    return true;
  }

  /** How many labels differ. */
  int different() {
    return met.size();
  }

  /** The label that was met first, of at least one. */
  String first() {
    return met.get(0);
  }

  /** An image without a label, if there is one. */
  Optional<Integer> missing() {
    return IntStream.range(0, which.length).filter(i -> which[i] < 0).boxed().findFirst();
  }

  /**
   * Says what they mean.
   *
   * @param names of the classes: a label is one of them, or their number; if empty they are numbers
   *     where all are, and else names
   */
  Labels meaning(Optional<ClassNames> names) throws ValueException {
    if (met.size() > MAX_CLASSES) {
      throw new ValueException(
          "there are " + met.size() + " different labels, at most " + MAX_CLASSES);
    }
    requireNoneNegative();
    ClassNames classes = names.isPresent() ? names.get() : classes();
    Map<String, Integer> numbers = new HashMap<>();
    for (int label = 0; label < classes.size(); label++) {
      numbers.put(classes.name(label), label);
    }
    int[] label = new int[met.size()];
    for (int m = 0; m < label.length; m++) {
      label[m] = label(met.get(m), numbers, classes);
    }
    return Labels.of(Arrays.stream(which).map(m -> label[m]).toArray(), classes);
  }

  private void requireNoneNegative() throws ValueException {
    Optional<String> negative =
        met.stream().filter(text -> NEGATIVE.matcher(text).matches()).findFirst();
    if (negative.isPresent() && met.stream().anyMatch(text -> NUMBER.matcher(text).matches())) {
      throw new ValueException("there is the label " + negative.get() + ", expected 0 or more");
    }
  }

  private static int label(String text, Map<String, Integer> numbers, ClassNames classes)
      throws ValueException {
    Integer named = numbers.get(text);
    if (named != null) {
      return named;
    }
    if (NUMBER.matcher(text).matches() && classes.contains(Integer.parseInt(text))) {
      return Integer.parseInt(text);
    }
    throw new ValueException("label '" + text + "' is none of the " + classes.size() + " classes");
  }

  private ClassNames classes() throws ValueException {
    if (met.stream().allMatch(text -> NUMBER.matcher(text).matches())) {
      return Labels.numbers(met.stream().mapToInt(Integer::parseInt).max().orElse(0));
    }
    List<String> sorted = new ArrayList<>(new TreeMap<>(texts).keySet());
    try {
      return new ClassNames(sorted);
    } catch (IllegalArgumentException e) {
      throw new ValueException("the labels are no names of classes: " + e.getMessage(), e);
    }
  }
}
