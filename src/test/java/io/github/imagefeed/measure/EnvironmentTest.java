package io.github.imagefeed.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {

  private static Map<String, String> with(Map<String, String> machine, String key, String value) {
    Map<String, String> other = new LinkedHashMap<>(machine);
    other.put(key, value);
    return other;
  }

  /** The kernel keeps more or less for itself after an update: no other machine for that. */
  @Test
  void memoryMayDifferByWhatAKernelTakes() {
    Map<String, String> machine =
        Map.of("processor", "a", "cores", "2", "memory", "24105 MiB", "fileSystem", "ext4");
    assertTrue(Environment.isSame(machine, with(machine, "memory", "24098 MiB")));
    assertTrue(Environment.isSame(with(machine, "memory", "24500 MiB"), machine));
    assertFalse(Environment.isSame(machine, with(machine, "memory", "23000 MiB")));
    assertFalse(Environment.isSame(machine, with(machine, "memory", "a lot")));
    assertTrue(
        Environment.isSame(with(machine, "memory", "a lot"), with(machine, "memory", "a lot")));
    for (String key : new String[] {"processor", "cores", "fileSystem"}) {
      assertFalse(Environment.isSame(machine, with(machine, key, "other")), key);
    }
    assertTrue(Environment.isSame(machine, with(machine, "heap", "1 MiB")));
  }

  /** Written and compared in one class: a change of the text must not make machines alike. */
  @Test
  void memoryIsWrittenAsItIsCompared(@TempDir Path folder) throws IOException {
    Map<String, String> here = Environment.machine(folder);
    assertTrue(Environment.isSame(here, here));
    String memory = here.get("memory");
    long mebibytes = Environment.memory().orElseThrow() >> 20;
    assertEquals(mebibytes + " MiB", memory);
    assertFalse(Environment.isSame(here, with(here, "memory", (2 * mebibytes) + " MiB")));
    assertTrue(Environment.isSame(here, with(here, "memory", (mebibytes + 1) + " MiB")));
  }
}
