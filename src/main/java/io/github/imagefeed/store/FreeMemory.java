package io.github.imagefeed.store;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much the page cache can still take without pushing out what is in use. */
final class FreeMemory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";

  private FreeMemory() {}

  /** Free bytes and, where the system tells (Linux), those it can free at once. */
  static long bytes() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (BufferedReader lines = Files.newBufferedReader(MEMINFO, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(AVAILABLE)) {
          long kibibytes =
              Long.parseLong(line.substring(AVAILABLE.length()).replace("kB", "").strip());
          // In a container the system's figure is the machine's, the bean's the container's limit.
          return Math.min(kibibytes << 10, system.getTotalMemorySize());
        }
      }
    } catch (IOException | NumberFormatException e) {
      return system.getFreeMemorySize(); // another system than Linux
    }
    return system.getFreeMemorySize();
  }
}
