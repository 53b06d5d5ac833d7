package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.store.Python;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments of any keys and values, through py-lmdb. */
final class PlainLmdbWriterTest {

  @TempDir Path folder;

  private static byte[] value(int index, int bytes) {
    byte[] value = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      value[i] = (byte) (index * 7 + i * 13);
    }
    return value;
  }

  /** Small values beside some larger than a transaction; the map has to grow again and again. */
  @Test
  void pythonReadsWhatWasPut() throws Exception {
    Python.assumeHas("lmdb", "python3-lmdb");
    Path path = folder.resolve("plain");
    try (PlainLmdbWriter writer = PlainLmdbWriter.create(path)) {
      for (int i = 0; i < 3_000; i++) {
        writer.put("key " + i, value(i, i % 1_000 == 7 ? 3_000_000 : i));
      }
      writer.put("key 1", "anew".getBytes(StandardCharsets.US_ASCII));
      writer.finish();
    }
    List<String> lines =
        Python.run(
            """
            import lmdb, sys
            with lmdb.open(sys.argv[1], readonly=True) as env, env.begin() as txn:
                print(txn.stat()["entries"], txn.get(b"key 1"), txn.get(b"key 0"))
                for i in range(2, 3000):
                    size = 3000000 if i % 1000 == 7 else i
                    pattern = bytes((i * 7 + k * 13) % 256 for k in range(256))
                    expected = (pattern * (size // 256 + 1))[:size]
                    assert txn.get(b"key %d" % i) == expected, i
            """,
            path);
    assertEquals(List.of("3000 b'anew' b''"), lines);
  }

  @Test
  void refusesKeysThatLmdbHasNot() throws Exception {
    Path path = folder.resolve("plain");
    try (PlainLmdbWriter writer = PlainLmdbWriter.create(path)) {
      assertThrows(IllegalArgumentException.class, () -> writer.put("", new byte[1]));
      assertThrows(IllegalArgumentException.class, () -> writer.put("k".repeat(512), new byte[1]));
      writer.put("k".repeat(511), new byte[1]);
      writer.finish();
    }
    assertThrows(FileAlreadyExistsException.class, () -> PlainLmdbWriter.create(path));
  }
}
