package io.github.imagefeed.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileListTest {

  @TempDir Path folder;

  /** One of them made RocksDB itself read for ever. */
  @Test
  void eachFlippedBitAndEachCutIsFound() throws IOException {
    Path store = folder.resolve("store");
    TestImages.of(ImageShape.rgb(8, 8), 50).write(new RocksDbFormat(7), store);
    FileList.check(store);
    Path current = store.resolve(RocksDbFiles.CURRENT);
    Path list = store.resolve(Files.readString(current, StandardCharsets.ISO_8859_1).strip());
    for (Path file : new Path[] {current, list}) {
      byte[] bytes = Files.readAllBytes(file);
      for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        Files.write(file, bytes);
        IOException e =
            assertThrows(IOException.class, () -> FileList.check(store), file + ", bit " + bit);
        assertTrue(e.getMessage().startsWith(store.toString()), e.getMessage());
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
      assertThrows(IOException.class, () -> FileList.check(store), file + ", cut");
      Files.write(file, bytes);
    }
    FileList.check(store);
  }
}
