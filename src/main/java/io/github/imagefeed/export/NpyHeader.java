package io.github.imagefeed.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@code .npy} file says about the array that follows, C order.
 *
 * @param type of numpy, with its byte order: {@code |u1}, {@code <i8}, {@code <U5}
 * @param shape lengths of the dimensions, at least one
 */
record NpyHeader(String type, List<Integer> shape) {

  /** Data are to start at a multiple of it, by the format's description. */
  private static final int ALIGNMENT = 64;

  /** The magic word with version 1.0, and the length of what follows. */
  private static final int HEAD_BYTES = 10;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  NpyHeader {
    shape = List.copyOf(shape);
    if (shape.isEmpty()) {
      throw new IllegalArgumentException("an array without dimensions");
    }
  }

  byte[] bytes() {
    String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String text =
        "{'descr': '"
            + type
            + "', 'fortran_order': False, 'shape': ("
            + lengths
            + (shape.size() == 1 ? "," : "")
            + "), }";
    int all = HEAD_BYTES + text.length() + 1;
    int padding = (ALIGNMENT - all % ALIGNMENT) % ALIGNMENT;
    String padded = text + " ".repeat(padding) + "\n";
    return ByteBuffer.allocate(HEAD_BYTES + padded.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
