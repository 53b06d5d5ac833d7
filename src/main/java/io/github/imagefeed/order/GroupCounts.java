package io.github.imagefeed.order;

import java.util.Arrays;

/**
 * How many images of which class each group has. Only classes that a group has are kept: there may
 * be a group an image, and many classes.
 */
final class GroupCounts {

  private final int classes;
  private final int[] group;
  private final int[] sizes;

  /** Where the entries of each group start, and the end of the last one. */
  private final int[] starts;

  /** Class and count of each entry. */
  private final int[] ofClass;

  private final int[] counts;

  /** Counts; both arrays are as long as there are images, and may hold any numbers. */
  GroupCounts(int[] labels, int[] groups) {
    int[] label = dense(labels);
    this.group = dense(groups);
    this.classes = 1 + Arrays.stream(label).max().orElse(-1);
    int groupCount = 1 + Arrays.stream(group).max().orElse(-1);
    long[] keys = new long[label.length];
    for (int image = 0; image < keys.length; image++) {
      keys[image] = (long) group[image] << Integer.SIZE | label[image];
    }
    Arrays.sort(keys);
    int entries = (int) Arrays.stream(keys).distinct().count();
    this.sizes = new int[groupCount];
    this.starts = new int[groupCount + 1];
    this.ofClass = new int[entries];
    this.counts = new int[entries];
    int entry = -1;
    for (int i = 0; i < keys.length; i++) {
      int inGroup = (int) (keys[i] >>> Integer.SIZE);
      if (i == 0 || keys[i] != keys[i - 1]) {
        entry++;
        ofClass[entry] = (int) keys[i];
      }
      counts[entry]++;
      sizes[inGroup]++;
      starts[inGroup + 1] = entry + 1;
    }
  }

  /** The same classes, numbered from 0 in their order without gaps. */
  private static int[] dense(int[] numbers) {
    int[] known = Arrays.stream(numbers).sorted().distinct().toArray();
    int[] dense = new int[numbers.length];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = Arrays.binarySearch(known, numbers[i]);
    }
    return dense;
  }

  int groups() {
    return sizes.length;
  }

  int classes() {
    return classes;
  }

  int groupOf(int image) {
    return group[image];
  }

  /** Images of a group. */
  int size(int number) {
    return sizes[number];
  }

  /** First entry of a group; its entries end where those of the next one start. */
  int firstEntry(int number) {
    return starts[number];
  }

  int classOf(int entry) {
    return ofClass[entry];
  }

  int count(int entry) {
    return counts[entry];
  }

  /** Variance of a group's counts over all classes, times the square of their number. */
  double spread(int number) {
    double squares = 0;
    for (int entry = firstEntry(number); entry < firstEntry(number + 1); entry++) {
      squares += (double) counts[entry] * counts[entry];
    }
    return classes * squares - (double) sizes[number] * sizes[number];
  }
}
