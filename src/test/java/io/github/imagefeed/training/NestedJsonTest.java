package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million brackets must not overflow the stack. */
final class NestedJsonTest {

  private static final String DEEP = "{\"unknown\":" + "[".repeat(1_000_000);

  @TempDir Path folder;

  @Test
  void isRefusedOfAModel() throws IOException {
    Files.writeString(folder.resolve(ModelCard.FILE), DEEP);
    IOException e = assertThrows(IOException.class, () -> ModelCard.read(folder));
    assertTrue(e.getMessage().contains(ModelCard.FILE + ": damaged"), e.getMessage());
    assertTrue(e.getMessage().contains("255"), e.getMessage());
  }

  @Test
  void isRefusedOfARun() throws IOException {
    RunFolder run = new RunFolder(folder);
    Files.writeString(run.settings(), DEEP);
    IOException e = assertThrows(IOException.class, () -> RunSettings.read(run));
    assertTrue(e.getMessage().startsWith(run.settings() + ": damaged"), e.getMessage());
    assertTrue(e.getMessage().contains("255"), e.getMessage());
  }
}
