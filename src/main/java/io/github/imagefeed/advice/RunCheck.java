package io.github.imagefeed.advice;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run is good enough to predict from. One that is not still has a fit, and that fit can
 * be absurd: from stores of a few images, each of which takes as long to open as to read, it is
 * concluded that terabytes take no longer.
 */
final class RunCheck {

  /** From here on, or from {@link #LEAST_BYTES}, it is not opening and closing that is timed. */
  private static final long LEAST_IMAGES = 1_000;

  /** For large images, of which fewer suffice. */
  private static final double LEAST_BYTES = 10e6;

  /** Of a fit and the times it is fitted to; the built-in run stays below 2. */
  private static final double LARGEST_RATIO = 5;

  private static final String BETTER = "'imagefeed storage --budget 15m' makes a better one";

  private RunCheck() {}

  /**
   * Checks each format of a run.
   *
   * @throws IOException if one of them has too few figures, too small stores, first runs only, or
   *     times that no model meets; the message goes on after "this run is"
   */
  static void require(StorageRun run) throws IOException {
    if (run.formats().isEmpty()) {
      throw new IOException("a run in which nothing was written or read; " + BETTER);
    }
    for (String format : run.formats()) {
      require("writing of " + format, run.writing(format));
      require("reading of " + format, run.reading(format));
    }
  }

  private static void require(String what, List<Figure> found) throws IOException {
    List<CostPoint> points = StorageRun.points(found);
    if (!CostModel.canFit(points)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "too small to predict from: %s was timed for %d sets, expected at least %d, of two or"
                  + " more image sizes and numbers of images; %s",
              what,
              found.size(),
              CostModel.LEAST_POINTS,
              BETTER));
    }
    if (found.stream().noneMatch(RunCheck::isLargeAndRepeated)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "too small to predict from: %s was not timed more than once for any set of at least"
                  + " %,d images or %.0f MB of pixels; %s",
              what,
              LEAST_IMAGES,
              LEAST_BYTES / 1e6,
              BETTER));
    }
    CostModel model = CostModel.fit(points);
    if (!model.grows()) {
      throw new IOException(
          "too poor to predict from: "
              + what
              + " took no longer for many images than for few; "
              + BETTER);
    }
    if (!(model.largestRatio() <= LARGEST_RATIO)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "too poor to predict from: the times of %s are met within a factor of %.1f only, expected"
                  + " at most %.0f; %s",
              what,
              model.largestRatio(),
              LARGEST_RATIO,
              BETTER));
    }
  }

  private static boolean isLargeAndRepeated(Figure figure) {
    CostPoint set = figure.point();
    return !figure.isFirst() && (set.images() >= LEAST_IMAGES || set.bytes() >= LEAST_BYTES);
  }
}
