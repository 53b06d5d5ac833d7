package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/** The columns of a file, and which of them are meant. */
final class Schema {

  private static final List<String> IMAGES = List.of("image", "img");
  private static final List<String> LABELS = List.of("label", "labels", "fine_label");
  private static final int MAX_DEPTH = 64;

  private final Path file;
  private final List<SchemaElement> elements;
  private final List<Leaf> leaves = new ArrayList<>();
  private int next = 1;

  private Schema(Path file, List<SchemaElement> elements) {
    this.file = file;
    this.elements = elements;
  }

  /** Takes the schema apart, which a file has as a list, each group before what is in it. */
  static Schema of(Path file, List<SchemaElement> elements) throws SourceException {
    Schema schema = new Schema(file, elements);
    if (elements.isEmpty() || elements.get(0).getNum_children() < 0) {
      throw schema.damaged();
    }
    schema.walk(elements.get(0).getNum_children(), List.of(), 0, false);
    if (schema.next != elements.size()) {
      throw schema.damaged();
    }
    return schema;
  }

  private void walk(int children, List<String> parent, int optional, boolean repeated)
      throws SourceException {
    for (int i = 0; i < children; i++) {
      if (next >= elements.size() || parent.size() > MAX_DEPTH) {
        throw damaged();
      }
      SchemaElement element = elements.get(next++);
      List<String> path = new ArrayList<>(parent);
      path.add(element.getName());
      FieldRepetitionType kind = element.getRepetition_type();
      int deeper = optional + (kind == FieldRepetitionType.OPTIONAL ? 1 : 0);
      boolean several = repeated || kind == FieldRepetitionType.REPEATED;
      if (element.isSetNum_children() && element.getNum_children() > 0) {
        walk(element.getNum_children(), path, deeper, several);
      } else if (element.isSetType()) {
        boolean text =
            element.getConverted_type() == ConvertedType.UTF8
                || (element.isSetLogicalType() && element.getLogicalType().isSetSTRING());
        leaves.add(new Leaf(path, leaves.size(), element.getType(), text, several, deeper));
      }
    }
  }

  private SourceException damaged() {
    return new SourceException(
        file + ": its list of columns is damaged, expected a group before each of its members");
  }

  int columns() {
    return leaves.size();
  }

  /** The column of images: {@code image} or {@code img}, else the only one of bytes. */
  Leaf image() throws SourceException {
    List<Leaf> all = leaves.stream().filter(Leaf::mayBeImage).toList();
    Optional<Leaf> named = named(all, IMAGES);
    if (named.isPresent()) {
      return named.get();
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    throw new SourceException(
        file
            + ": "
            + (all.isEmpty() ? "no column holds images" : "several columns may hold images")
            + " among "
            + names(leaves)
            + ", expected one of bytes, or with a field 'bytes', and of several the name 'image'"
            + " or 'img'");
  }

  /**
   * The column of labels: numbers or text in {@code label}, {@code labels} or {@code fine_label},
   * else the only one that the file's metadata give class names.
   */
  Leaf label(List<String> withNames) throws SourceException {
    List<Leaf> all = leaves.stream().filter(leaf -> leaf.isNumber() || leaf.isText()).toList();
    Optional<Leaf> found = named(all, LABELS);
    if (found.isEmpty() && withNames.size() == 1) {
      found = named(all, withNames);
    }
    return found.orElseThrow(
        () ->
            new SourceException(
                file
                    + ": has no column of labels among "
                    + names(leaves)
                    + ", expected whole numbers or text in a column named one of "
                    + LABELS));
  }

  private static Optional<Leaf> named(List<Leaf> leaves, List<String> names) {
    return names.stream()
        .flatMap(name -> leaves.stream().filter(leaf -> leaf.column().equals(name)))
        .findFirst();
  }

  private static String names(List<Leaf> leaves) {
    Stream<String> names = leaves.stream().limit(20).map(Leaf::name);
    return names.toList() + (leaves.size() > 20 ? " and more" : "");
  }
}
