package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it forces is what {@link PowerCutTest} shows. */
final class DeviceSyncTest {

  @TempDir Path folder;

  @Test
  void linuxHasIt() {
    assertEquals(System.getProperty("os.name").equals("Linux"), DeviceSync.isAvailable());
  }

  @Test
  void countsAsWaitingForTheDevice() throws IOException {
    Assumptions.assumeTrue(DeviceSync.isAvailable(), "skipped: only Linux has it");
    Files.write(folder.resolve("file"), new byte[1 << 20]);
    double before = DeviceWait.seconds();
    DeviceSync.force(folder);
    assertTrue(DeviceWait.seconds() > before);
  }

  @Test
  void saysWhatItCannotForce() {
    Assumptions.assumeTrue(DeviceSync.isAvailable(), "skipped: only Linux has it");
    Path missing = folder.resolve("missing");
    IOException e = assertThrows(IOException.class, () -> DeviceSync.force(missing));
    assertTrue(e.getMessage().startsWith(missing + ": open failed: No such file"), e.getMessage());
  }
}
