package io.github.imagefeed.advice;

/**
 * What another order or a cold page cache adds to reading a set warm and in stored order. It is
 * measured on one set only, so that nobody knows whether it goes by images or by bytes: for images
 * of another size it lies between the two.
 *
 * @param seconds more than warm and in stored order; 0 where noise made it less
 * @param set what it was measured on; its seconds are those of reading it warm and in stored order
 */
record Extra(double seconds, CostPoint set) {

  /** From the time of the other way of reading the same set. */
  static Extra of(CostPoint inOrder, double otherwise) {
    return new Extra(Math.max(0, otherwise - inOrder.seconds()), inOrder);
  }

  /** Seconds that the set took in that way. */
  double total() {
    return seconds + set.seconds();
  }

  double byBytes(ImageSet other) {
    return seconds * other.pixelBytes() / set.bytes();
  }

  private double byImages(ImageSet other) {
    return seconds * other.images() / set.images();
  }

  Span between(ImageSet other) {
    return Span.of(byImages(other), byBytes(other));
  }
}
