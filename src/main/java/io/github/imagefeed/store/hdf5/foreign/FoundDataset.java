package io.github.imagefeed.store.hdf5.foreign;

import io.jhdf.AbstractNode;
import io.jhdf.api.Dataset;
import io.jhdf.object.message.DataTypeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A dataset in a file.
 *
 * @param path from the root group, with a slash before each name
 * @param dataset jHDF's
 * @param dims its dimensions, none for a single value
 * @param element type of its elements
 */
record FoundDataset(String path, Dataset dataset, List<Long> dims, Element element) {

  static FoundDataset of(String path, Dataset dataset) {
    List<Long> dims = Arrays.stream(dataset.getDimensionsAsLong()).boxed().toList();
    return new FoundDataset(path, dataset, dims, element(dataset));
  }

  /** jHDF takes the address of a type that is committed under a name for the type itself. */
  private static Element element(Dataset dataset) {
    boolean committed =
        dataset instanceof AbstractNode node
            && node.getHeader().getMessageOfType(DataTypeMessage.class).isMessageShared();
    return committed ? Element.COMMITTED : Element.of(dataset.getDataType());
  }

  int rank() {
    return dims.size();
  }

  long dim(int d) {
    return dims.get(d);
  }

  /** Whether it could be one label a record. */
  boolean isLabels() {
    return element.isInteger() && (rank() == 1 || (rank() == 2 && dim(1) == 1)) && dim(0) > 0;
  }

  /** Whether it has as many records as another. */
  boolean matches(FoundDataset other) {
    return dim(0) == other.dim(0);
  }

  /** What MATLAB gives to each array that it saves, and nobody else to any. */
  Optional<String> matlabAttribute() {
    return dataset.getAttributes().keySet().stream()
        .filter(name -> name.startsWith("MATLAB_"))
        .sorted()
        .findFirst();
  }

  String group() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** For people: path, dimensions, type. */
  @Override
  public String toString() {
    String shape = dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
    return path + " " + (shape.isEmpty() ? "one" : shape) + " " + element;
  }
}
