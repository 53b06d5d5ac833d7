package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsFolderTest {

  @Test
  void aTimeThatComesAgainNamesNoOlderRun(@TempDir Path folder) throws IOException {
    for (String expected : new String[] {"cnn-1", "cnn-1-2", "cnn-1-3"}) {
      assertEquals(expected, ModelsFolder.free(folder, "cnn-1"));
      Files.createDirectory(folder.resolve(expected));
    }
    assertEquals("cnn-2", ModelsFolder.free(folder, "cnn-2"));
  }
}
