package io.github.imagefeed.source.parquet;

import java.util.List;
import org.apache.parquet.format.Type;

/**
 * A column of values.
 *
 * @param path names from the root of the schema to the column
 * @param ordinal place among the columns of a row group
 * @param type how values are stored
 * @param text whether bytes are said to be text
 * @param repeated whether a row may have several values
 * @param optional how many names of the path may be null: the definition level of a value
 */
record Leaf(
    List<String> path, int ordinal, Type type, boolean text, boolean repeated, int optional) {

  Leaf {
    path = List.copyOf(path);
  }

  /** The column as people see it, that is the first name. */
  String column() {
    return path.get(0);
  }

  String name() {
    return String.join(".", path);
  }

  boolean isNumber() {
    return !repeated && path.size() == 1 && (type == Type.INT32 || type == Type.INT64);
  }

  boolean isText() {
    return !repeated && path.size() == 1 && type == Type.BYTE_ARRAY && text;
  }

  /** Bytes, or a struct with them as {@code bytes}. */
  boolean mayBeImage() {
    boolean place = path.size() == 1 ? !text : path.size() == 2 && path.get(1).equals("bytes");
    return !repeated && place && type == Type.BYTE_ARRAY;
  }
}
