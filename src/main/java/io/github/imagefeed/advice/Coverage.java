package io.github.imagefeed.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sets that a run has written or read; what lies outside is extrapolated.
 *
 * @param smallest size of images, height x width x channels
 * @param smallestBytes of such an image
 * @param largest size of images
 * @param largestBytes of such an image
 * @param mostImages in one set
 * @param mostBytes of the pixels of one set
 * @param figures number of times that the models are fitted to
 * @param firstRuns how many of them are first runs, for want of others
 * @param otherwise the set that was read in random order or cold; empty where none was
 */
public record Coverage(
    String smallest,
    long smallestBytes,
    String largest,
    long largestBytes,
    long mostImages,
    long mostBytes,
    int figures,
    int firstRuns,
    Optional<Sample> otherwise) {

  /**
   * A set of a run.
   *
   * @param images of it
   * @param size of each, height x width x channels
   */
  public record Sample(long images, String size) {}

  static Coverage of(List<Figure> sets, Optional<Figure> otherwise) {
    Comparator<Figure> byImage = Comparator.comparingLong(f -> f.point().imageBytes());
    Figure least = sets.stream().min(byImage).orElseThrow();
    Figure most = sets.stream().max(byImage).orElseThrow();
    return new Coverage(
        least.size(),
        least.point().imageBytes(),
        most.size(),
        most.point().imageBytes(),
        sets.stream().mapToLong(f -> f.point().images()).max().orElseThrow(),
        sets.stream().mapToLong(f -> (long) f.point().bytes()).max().orElseThrow(),
        sets.size(),
        (int) sets.stream().filter(Figure::isFirst).count(),
        otherwise.map(f -> new Sample(f.point().images(), f.size())));
  }

  public boolean hasSmallerImages(ImageSet set) {
    return smallestBytes <= set.shape().bytes();
  }

  public boolean hasLargerImages(ImageSet set) {
    return largestBytes >= set.shape().bytes();
  }

  public boolean hasAsManyImages(ImageSet set) {
    return mostImages >= set.images();
  }

  public boolean hasAsManyBytes(ImageSet set) {
    return mostBytes >= set.pixelBytes();
  }
}
