package io.github.imagefeed.result;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How often images of each class were taken for each class. Immutable.
 *
 * <p>A share without anything to take it of is empty: the precision of a class that was never
 * predicted, the recall of one without images.
 */
public final class ConfusionMatrix {

  private final List<String> classes;
  private final long[][] counts;

  /**
   * Makes a matrix of counts.
   *
   * @param classes names, in the order of the labels; at least one
   * @param counts images by [label][predicted], each 0 or more; copied
   */
  public ConfusionMatrix(List<String> classes, long[][] counts) {
    this.classes = List.copyOf(classes);
    if (classes.isEmpty() || counts.length != classes.size()) {
      throw new IllegalArgumentException(
          counts.length + " rows of counts for the classes " + classes + ", expected one each");
    }
    this.counts = new long[counts.length][];
    for (int label = 0; label < counts.length; label++) {
      long[] row = counts[label].clone();
      if (row.length != counts.length || Arrays.stream(row).anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException(
            "counts of label "
                + label
                + " are "
                + Arrays.toString(row)
                + ", expected "
                + counts.length
                + ", 0 or more each");
      }
      this.counts[label] = row;
    }
  }

  /** Names of the classes, in the order of the labels. */
  public List<String> classes() {
    return classes;
  }

  /** Images of the class {@code label} that were taken for the class {@code predicted}. */
  public long count(int label, int predicted) {
    return counts[label][predicted];
  }

  /** All images. */
  public long images() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /** Images that were taken for what they are. */
  public long right() {
    long right = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
    }
    return right;
  }

  /** Images of the class. */
  public long support(int label) {
    return Arrays.stream(counts[label]).sum();
  }

  /** Images that were taken for the class, rightly or not. */
  public long predicted(int label) {
    return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
  }

  /** Share of all images that were right. */
  public OptionalDouble accuracy() {
    return share(right(), images());
  }

  /** Share of the images taken for the class that are of it. */
  public OptionalDouble precision(int label) {
    return share(counts[label][label], predicted(label));
  }

  /** Share of the images of the class that were taken for it. */
  public OptionalDouble recall(int label) {
    return share(counts[label][label], support(label));
  }

  /**
   * Harmonic mean of precision and recall; 0 where the class has images and none was found, empty
   * where it has none and was never predicted.
   */
  public OptionalDouble f1(int label) {
    return share(2 * counts[label][label], support(label) + predicted(label));
  }

  private static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
