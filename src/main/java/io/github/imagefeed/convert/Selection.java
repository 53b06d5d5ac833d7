package io.github.imagefeed.convert;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which images of a source go into a store: some splits one after another, all of their images or
 * fewer, picked at even distances. Sources sorted by class so keep their balance.
 *
 * @param splits at least one, in the order of writing
 * @param total images of these splits
 * @param count images taken, 1 to {@code total}
 */
public record Selection(List<Split> splits, int total, int count) {

  /** Hears of the place of an image in its source. */
  @FunctionalInterface
  interface Visitor<E extends Exception> {
    void visit(Split split, int index) throws E;
  }

  public Selection {
    splits = List.copyOf(splits);
    if (count < 1 || count > total) {
      throw new IllegalArgumentException(
          "count is " + count + ", expected 1 to " + total + " images");
    }
  }

  /**
   * At most {@code limit} images of these splits.
   *
   * @throws IllegalArgumentException if the splits are empty or the limit is below 1
   */
  public static Selection of(ImageSource source, List<Split> splits, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
    }
    int total = 0;
    for (Split split : splits) {
      total = Math.addExact(total, source.size(split));
    }
    if (total == 0) {
      throw new IllegalArgumentException(
          source.description()
              + " has no "
              + splits.stream()
                  .map(split -> split.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(" or "))
              + " images, expected at least 1");
    }
    return new Selection(splits, total, Math.min(limit, total));
  }

  /** Visits the images of the selection in order, from the k-th on. */
  <E extends Exception> void forEach(ImageSource source, int from, Visitor<E> visitor) throws E {
    for (int k = from; k < count; k++) {
      visit(source, k, visitor);
    }
  }

  /** Visits the k-th image of the selection. */
  <E extends Exception> void visit(ImageSource source, int k, Visitor<E> visitor) throws E {
    int position = (int) ((long) k * total / count);
    int part = 0;
    while (position >= source.size(splits.get(part))) {
      position -= source.size(splits.get(part++));
    }
    visitor.visit(splits.get(part), position);
  }
}
