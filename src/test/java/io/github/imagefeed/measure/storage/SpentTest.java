package io.github.imagefeed.measure.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpentTest {

  @TempDir Path folder;

  @Test
  void keepsSmallFilesAndEmptiesLargeOnes() throws IOException {
    Path store = Files.createDirectories(folder.resolve("store/inner")).getParent();
    Files.write(store.resolve("inner/small"), new byte[3000]);
    Files.write(store.resolve("large"), new byte[2 << 20]);
    Spent spent = new Spent(folder.resolve("spent"));
    spent.take(folder.resolve("never there"));
    spent.take(store);
    assertFalse(Files.exists(store));
    assertEquals(3000, Files.size(folder.resolve("spent/0/inner/small")));
    assertEquals(0, Files.size(folder.resolve("spent/0/large")));
    spent.take(Files.write(folder.resolve("file"), new byte[1]));
    assertEquals(1, Files.size(folder.resolve("spent/1")));
  }
}
