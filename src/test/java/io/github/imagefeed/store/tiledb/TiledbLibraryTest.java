package io.github.imagefeed.store.tiledb;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TiledbLibraryTest {

  @TempDir Path folder;

  @BeforeAll
  static void requireLibrary() {
    TiledbSamples.assumeUsable();
  }

  /** The library ends the process where its natives do not fit. */
  @Test
  void roomIsNeededForTheNatives() throws IOException {
    long bytes = TiledbLibrary.nativeBytes();
    assertTrue(bytes > 10_000_000, bytes + " bytes");
    TiledbLibrary.requireRoom(folder, bytes);
    IOException e =
        assertThrows(IOException.class, () -> TiledbLibrary.requireRoom(folder, Long.MAX_VALUE));
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("-Djava.io.tmpdir"), e.getMessage());
  }
}
