package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ClassNames;
import java.util.Optional;
import java.util.stream.IntStream;

/** The label of each image, and the names of the classes. */
final class Labels {

  private final int[] labels;
  private final ClassNames classes;

  private Labels(int[] labels, ClassNames classes) {
    this.labels = labels;
    this.classes = classes;
  }

  /** Takes over labels that are all of these classes. */
  static Labels of(int[] labels, ClassNames classes) {
    return new Labels(labels, classes);
  }

  /**
   * Takes over labels that are numbers, none of them negative.
   *
   * @param names of the classes; if empty their numbers
   */
  static Labels of(int[] labels, Optional<ClassNames> names) throws ValueException {
    int greatest = 0;
    for (int label : labels) {
      greatest = Math.max(greatest, label);
    }
    ClassNames classes = names.isPresent() ? names.get() : numbers(greatest);
    if (!classes.contains(greatest)) {
      throw new ValueException(
          "there is a label " + greatest + ", the " + classes.size() + " classes given end before");
    }
    return new Labels(labels, classes);
  }

  /** Classes that are called by their numbers. */
  static ClassNames numbers(int greatest) throws ValueException {
    if (greatest >= LabelTexts.MAX_CLASSES) {
      throw new ValueException(
          "there is a label " + greatest + ", expected less than " + LabelTexts.MAX_CLASSES);
    }
    return new ClassNames(IntStream.rangeClosed(0, greatest).mapToObj(String::valueOf).toList());
  }

  ClassNames classes() {
    return classes;
  }

  int label(int image) {
    return labels[image];
  }
}
