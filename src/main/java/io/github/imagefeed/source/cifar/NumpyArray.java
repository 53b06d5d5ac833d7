package io.github.imagefeed.source.cifar;

import java.nio.charset.StandardCharsets;
import net.razorvine.pickle.PickleException;

/** A two-dimensional uint8 array as its pickle describes it: made empty, then given its state. */
final class NumpyArray {

  /** Element type by numpy's short name, such as {@code u1}. */
  record Type(String name) {}

  private int rows;
  private int columns;
  private byte[] data = new byte[0];

  /**
   * Takes numpy's state: version, shape, type, whether columns come first, bytes.
   *
   * @throws PickleException if this is no two-dimensional uint8 array, or the bytes are too few
   */
  void setState(Object[] state) {
    Object[] shape = (Object[]) state[1];
    String type = ((Type) state[2]).name();
    if (!type.equals("u1") && !type.equals("uint8")) {
      throw new PickleException("array of type " + type + ", expected u1");
    }
    if (shape.length != 2) {
      throw new PickleException("array of " + shape.length + " dimensions, expected 2");
    }
    byte[] bytes =
        state[4] instanceof String text
            ? text.getBytes(StandardCharsets.ISO_8859_1)
            : (byte[]) state[4];
    int height = ((Number) shape[0]).intValue();
    int width = ((Number) shape[1]).intValue();
    if (height < 0 || width < 0 || (long) height * width != bytes.length) {
      throw new PickleException(
          "array of " + bytes.length + " bytes, expected " + height + " x " + width);
    }
    rows = height;
    columns = width;
    data = Boolean.TRUE.equals(state[3]) ? byRows(bytes, height, width) : bytes;
  }

  /** Numpy keeps whichever order the array had in memory when it was saved. */
  private static byte[] byRows(byte[] byColumns, int rows, int columns) {
    byte[] bytes = new byte[byColumns.length];
    for (int c = 0, i = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++, i++) {
        bytes[r * columns + c] = byColumns[i];
      }
    }
    return bytes;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Row by row; the array itself, not a copy. */
  byte[] data() {
    return data;
  }
}
