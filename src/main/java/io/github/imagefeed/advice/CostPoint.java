package io.github.imagefeed.advice;

/**
 * What was measured of one set.
 *
 * @param images of the set, at least 1
 * @param imageBytes of the pixels of each image, at least 1
 * @param seconds median, above 0
 */
record CostPoint(long images, long imageBytes, double seconds) {

  CostPoint {
    if (images < 1 || imageBytes < 1) {
      throw new IllegalArgumentException(
          images + " images of " + imageBytes + " bytes, expected at least 1 of each");
    }
    if (!(seconds > 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException("seconds is " + seconds + ", expected more than 0");
    }
  }

  double bytes() {
    return (double) images * imageBytes;
  }
}
