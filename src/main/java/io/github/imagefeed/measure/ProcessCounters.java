package io.github.imagefeed.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What this process has used so far, as the JVM and the system count it. */
final class ProcessCounters {

  private static final Path IO = Path.of("/proc/self/io");
  private static final String DEVICE_READS = "read_bytes: ";

  private ProcessCounters() {}

  /** Processor time of all threads. */
  static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  /** Java heap allocated by the threads that live now, since each began. */
  static OptionalLong heapBytes() {
    if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // −1 for a thread that has just ended
    }
    return OptionalLong.of(sum);
  }

  /** Bytes that the system fetched from storage devices for this process. */
  static OptionalLong deviceBytes() throws IOException {
    if (!Files.isReadable(IO)) {
      return OptionalLong.empty();
    }
    for (String line : Files.readAllLines(IO)) {
      if (line.startsWith(DEVICE_READS)) {
        return OptionalLong.of(Long.parseLong(line.substring(DEVICE_READS.length()).strip()));
      }
    }
    return OptionalLong.empty();
  }
}
