package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.hdf5.Claims;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names of the classes, where a file has any: what is customary, since nothing is agreed. */
final class ForeignClasses {

  /** Of attributes and of datasets beside the labels or in the root group. */
  private static final List<String> CUSTOMARY =
      List.of(
          "classes",
          "class_names",
          "label_names",
          "list_classes",
          "fine_label_names",
          "categories");

  /** The largest sets of images have some 20,000 classes; each number becomes a text of its own. */
  private static final int MAX_CLASSES = 1_000_000;

  private ForeignClasses() {}

  /**
   * The names in the file.
   *
   * @param where the file, for messages
   * @return empty where no attribute or dataset of a customary name holds texts
   * @throws StoreException if they are no class names
   */
  static Optional<ClassNames> find(String where, Group root, FileContent content, DatasetPair pair)
      throws StoreException {
    List<Node> holders = List.of(pair.labels().dataset(), pair.images().dataset(), root);
    for (String name : CUSTOMARY) {
      for (Node holder : holders) {
        Attribute attribute = holder.getAttribute(name);
        if (attribute != null && Element.of(attribute.getDataType()).isText()) {
          Claims.require(attribute);
          return Optional.of(names(where, "attribute " + name, attribute.getData()));
        }
      }
      for (FoundDataset found : content.datasets()) {
        boolean near =
            found.path().equals("/" + name)
                || found.path().equals(pair.labels().group() + "/" + name);
        if (near && found.element().isText()) {
          return Optional.of(names(where, "dataset " + found.path(), data(where, found)));
        }
      }
    }
    return Optional.empty();
  }

  private static Object data(String where, FoundDataset found) throws StoreException {
    Dataset dataset = found.dataset();
    if (!(dataset instanceof ContiguousDataset contiguous)) {
      throw new StoreException(
          where
              + ": class names in "
              + found
              + " are not contiguous, and so are not read; give them yourself by --classes");
    }
    Claims.require(contiguous);
    return dataset.getData();
  }

  private static ClassNames names(String where, String what, Object data) throws StoreException {
    if (!(data instanceof String[] names)) {
      throw new StoreException(where + ": " + what + " is no list of class names; give --classes");
    }
    try {
      return new ClassNames(Arrays.asList(names));
    } catch (IllegalArgumentException e) {
      throw new StoreException(where + ": " + what + ": " + e.getMessage() + "; give --classes", e);
    }
  }

  /**
   * The names that were found or given; or the numbers from 0 to the largest label.
   *
   * @param where the labels, for messages
   * @throws StoreException if a label has no name
   */
  static ClassNames of(String where, Optional<ClassNames> names, int[] labels)
      throws StoreException {
    int largest = 0;
    for (int i = 1; i < labels.length; i++) {
      largest = labels[i] > labels[largest] ? i : largest;
    }
    int count = labels[largest] + 1;
    int limit = names.map(ClassNames::size).orElse(MAX_CLASSES);
    if (count > limit) {
      throw new StoreException(
          where
              + ": index "
              + largest
              + ": label "
              + labels[largest]
              + ", expected 0 to "
              + (limit - 1)
              + (names.isPresent() ? ", as many as there are class names" : ""));
    }
    return names.orElseGet(
        () ->
            new ClassNames(
                new ArrayList<>(IntStream.range(0, count).mapToObj(String::valueOf).toList())));
  }
}
