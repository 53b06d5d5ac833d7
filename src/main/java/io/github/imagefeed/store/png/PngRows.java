package io.github.imagefeed.store.png;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What the rows of {@code labels.csv} say of the images, in order. */
final class PngRows {

  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{8}");

  private final int[] labels;
  private final int[] checksums;

  /** Takes both over, of one length. */
  PngRows(int[] labels, int[] checksums) {
    this.labels = labels;
    this.checksums = checksums;
  }

  int size() {
    return labels.length;
  }

  int label(int image) {
    return labels[image];
  }

  int checksum(int image) {
    return checksums[image];
  }

  boolean isBeginningOf(PngRows others) {
    return size() <= others.size()
        && Arrays.equals(labels, 0, size(), others.labels, 0, size())
        && Arrays.equals(checksums, 0, size(), others.checksums, 0, size());
  }

  /** A copy. */
  int[] checksums() {
    return checksums.clone();
  }

  /** As it stands in the file. */
  static String hex(int checksum) {
    return HEX.toHexDigits(checksum);
  }

  /**
   * The opposite of {@link #hex}.
   *
   * @throws IllegalArgumentException if it is written in another way
   */
  static int checksum(String hex) {
    if (!CHECKSUM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "found checksum '" + hex + "', expected 8 hex digits in lower case");
    }
    return HexFormat.fromHexDigits(hex);
  }
}
