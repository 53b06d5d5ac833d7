package io.github.imagefeed.source.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files that pyarrow wrote, with what Pillow decodes from them; write_parquet.py made them. */
final class Fixtures {

  static final String FIRST = "train-00000-of-00002";
  static final String SECOND = "train-00001-of-00002";
  static final String TEST = "test-00000-of-00001";

  private Fixtures() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  static Path write(Path folder, String... names) throws IOException {
    Files.createDirectories(folder);
    for (String name : names) {
      Files.write(folder.resolve(name + ".parquet"), bytes(name + ".parquet"));
    }
    return folder;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Compares pixels and class numbers, in this order of indices. */
  static void assertHolds(
      ImageSource source, Split split, List<Integer> order, byte[] pixels, List<Integer> labels)
      throws IOException {
    int bytes = source.shape().bytes();
    assertEquals(labels.size(), source.size(split));
    assertEquals(pixels.length, (long) bytes * source.size(split));
    byte[] found = new byte[bytes];
    for (int i : order) {
      String what = source.description() + ", image " + i;
      assertEquals(labels.get(i), source.read(split, i, found), what);
      assertArrayEquals(Arrays.copyOfRange(pixels, i * bytes, (i + 1) * bytes), found, what);
    }
  }

  static List<Integer> numbers(byte[] labels) {
    List<Integer> numbers = new ArrayList<>();
    for (byte label : labels) {
      numbers.add((int) label);
    }
    return numbers;
  }

  static List<Integer> ascending(int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(i);
    }
    return all;
  }
}
