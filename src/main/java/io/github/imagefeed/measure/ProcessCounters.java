package io.github.imagefeed.measure;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What this process has used so far, as the JVM and the system count it. */
final class ProcessCounters {

  private static final Path IO = Path.of("/proc/self/io");
  private static final String DEVICE_READS = "read_bytes: ";

  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final Function CLOCK_GETTIME =
      Platform.isLinux() ? Function.getFunction("c", "clock_gettime") : null;

  private ProcessCounters() {}

  /**
   * Processor time of all threads. Java counts it in steps of 10 ms on Linux, half of an epoch, so
   * the C library is asked there.
   */
  static double cpuSeconds() {
    if (Platform.isLinux()) {
      Memory time = new Memory(2 * Long.BYTES); // struct timespec: seconds, nanoseconds
      if (CLOCK_GETTIME.invokeInt(new Object[] {CLOCK_PROCESS_CPUTIME_ID, time}) == 0) {
        return time.getLong(0) + time.getLong(Long.BYTES) / 1e9;
      }
    }
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  /** Java heap that each thread had allocated; a thread that has ended since is left out. */
  static final class Heap {
    private final Map<Long, Long> before = new HashMap<>();

    private Heap(long[] ids, long[] bytes) {
      for (int i = 0; i < ids.length; i++) {
        before.put(ids[i], Math.max(0, bytes[i])); // −1 for a thread that has just ended
      }
    }

    /** Bytes allocated since, by threads that live now. */
    long since(com.sun.management.ThreadMXBean threads) {
      long[] ids = threads.getAllThreadIds();
      long[] bytes = threads.getThreadAllocatedBytes(ids);
      long sum = 0;
      for (int i = 0; i < ids.length; i++) {
        sum += Math.max(0, bytes[i] - before.getOrDefault(ids[i], 0L));
      }
      return sum;
    }
  }

  /** What counts allocation, where the JVM does. */
  static Optional<com.sun.management.ThreadMXBean> heapCounter() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
            && threads.isThreadAllocatedMemorySupported()
        ? Optional.of(threads)
        : Optional.empty();
  }

  /** The count of now. */
  static Heap heap(com.sun.management.ThreadMXBean threads) {
    long[] ids = threads.getAllThreadIds();
    return new Heap(ids, threads.getThreadAllocatedBytes(ids));
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
