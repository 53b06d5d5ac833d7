package io.github.imagefeed.source.cifar;

import java.util.Locale;

/** Which of the two labels of a CIFAR-100 image is the label. */
public enum Cifar100Labels {
  /** One of 100 classes. */
  FINE(1, "fine_label_names.txt"),
  /** One of 20 superclasses of five classes each. */
  COARSE(0, "coarse_label_names.txt");

  private final int position;
  private final String namesFile;

  Cifar100Labels(int position, String namesFile) {
    this.position = position;
    this.namesFile = namesFile;
  }

  /** Place of the label byte in a record. */
  int position() {
    return position;
  }

  String namesFile() {
    return namesFile;
  }

  int classes() {
    return this == FINE ? 100 : 20;
  }

  /** Its name in commands: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
