package io.github.imagefeed.cli;

import java.util.List;
import java.util.StringJoiner;

/** Indices for people: {@code 3, 17-20, 99}. */
final class IndexRanges {

  /** More would fill the screen and say little. */
  private static final int MOST = 50;

  private IndexRanges() {}

  /** Of indices in ascending order, each given once. */
  static String of(List<Integer> indices) {
    StringJoiner text = new StringJoiner(", ");
    int ranges = 0;
    for (int i = 0; i < indices.size(); ) {
      if (ranges++ == MOST) {
        return text.add("…").toString();
      }
      int end = i;
      while (end + 1 < indices.size() && indices.get(end + 1) == indices.get(end) + 1) {
        end++;
      }
      text.add(end == i ? "" + indices.get(i) : indices.get(i) + "-" + indices.get(end));
      i = end + 1;
    }
    return text.toString();
  }
}
