package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The two datasets that make a store: named by somebody, or found out where only one pair is
 * possible.
 *
 * @param images N × …
 * @param labels N, or N × 1
 */
record DatasetPair(FoundDataset images, FoundDataset labels) {

  /** Parts of names that tell images from labels; the rest of the two names has to be the same. */
  private static final Set<String> IMAGE_WORDS =
      Set.of("image", "images", "img", "imgs", "x", "data", "features", "pixels");

  private static final Set<String> LABEL_WORDS =
      Set.of(
          "label",
          "labels",
          "y",
          "meta",
          "target",
          "targets",
          "class",
          "fine",
          "category",
          "categories");

  DatasetPair {
    if (!images.matches(labels)) {
      throw new IllegalArgumentException(images + " and " + labels + " are of different lengths");
    }
  }

  /**
   * Finds the pair.
   *
   * @param path of the file, for messages
   * @throws StoreException if there is none, or more than one; the message lists what is there and
   *     says how to choose
   */
  static DatasetPair of(
      String path, FileContent content, Optional<String> images, Optional<String> labels)
      throws StoreException {
    List<FoundDataset> left = new ArrayList<>();
    List<FoundDataset> right = new ArrayList<>();
    for (FoundDataset found : content.datasets()) {
      if (ImageShapes.isImages(found)) {
        left.add(found);
      }
      if (found.isLabels()) {
        right.add(found);
      }
    }
    if (images.isPresent()) {
      left = List.of(content.named(images.get()));
      requireRecords(path, left.get(0));
    }
    if (labels.isPresent()) {
      right = List.of(content.named(labels.get()));
      requireLabels(path, right.get(0));
    }
    if (images.isPresent() && labels.isPresent() && !left.get(0).matches(right.get(0))) {
      throw new StoreException(
          path + ": " + left.get(0) + " and " + right.get(0) + " are of different lengths");
    }
    List<DatasetPair> possible = pairs(left, right);
    List<DatasetPair> named = possible.stream().filter(DatasetPair::isNamedAlike).toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    if (named.isEmpty() && possible.size() == 1) {
      return possible.get(0);
    }
    throw new StoreException(
        path
            + ": "
            + (possible.isEmpty()
                ? "no images with labels of the same number"
                : "more than one set of images with labels")
            + "; choose by --images /path --labels /path (images: uint8, or float32 or float64 from"
            + " 0 to 1, N x H x W x C, N x C x H x W or N x H x W; labels: integers, N or N x 1); "
            + content.list());
  }

  private static void requireRecords(String path, FoundDataset images) throws StoreException {
    if (images.rank() < 3 || images.dim(0) < 1) {
      throw new StoreException(path + ": " + images + " are no images, expected N x H x W (x C)");
    }
  }

  private static void requireLabels(String path, FoundDataset labels) throws StoreException {
    if (!labels.isLabels()) {
      throw new StoreException(
          path
              + ": "
              + labels
              + " are no labels, expected integers, N or N x 1, N at least 1; of one-hot labels"
              + " write the argmax");
    }
  }

  private static List<DatasetPair> pairs(List<FoundDataset> left, List<FoundDataset> right) {
    List<DatasetPair> pairs = new ArrayList<>();
    for (FoundDataset images : left) {
      for (FoundDataset labels : right) {
        if (images.matches(labels)) {
          pairs.add(new DatasetPair(images, labels));
        }
      }
    }
    return pairs;
  }

  /**
   * Whether the names say so: {@code images} and {@code labels}, {@code x_train}, {@code y_train}.
   */
  private boolean isNamedAlike() {
    Optional<List<String>> rest = rest(images.name(), IMAGE_WORDS);
    return rest.isPresent()
        && images.group().equals(labels.group())
        && rest.equals(rest(labels.name(), LABEL_WORDS));
  }

  /** The name without the first such word; empty where there is none. */
  private static Optional<List<String>> rest(String name, Set<String> words) {
    List<String> parts =
        new ArrayList<>(List.of(name.toLowerCase(Locale.ROOT).split("[_\\-. ]+", -1)));
    for (String part : parts) {
      if (words.contains(part)) {
        parts.remove(part);
        return Optional.of(parts);
      }
    }
    return Optional.empty();
  }
}
