package io.github.imagefeed.longrun;

import ai.djl.ndarray.NDManager;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Something that a process holds, counted for the whole of it. */
enum Level {
  /** Native arrays of all managers: the engine's own manager is the ancestor of each. */
  ARRAYS(true) {
    @Override
    long now() {
      return system().getManagedArrays().size();
    }
  },

  /** What the engine's own manager holds: managers that were closed are gone from there. */
  MANAGERS(true) {
    @Override
    long now() {
      // Of a manager's resources that are no arrays DJL tells in this text only.
      Matcher text = RESOURCES.matcher(system().toString().toLowerCase(Locale.ROOT));
      if (!text.find()) {
        throw new AssertionError("no number of resources in '" + system() + "'");
      }
      return Long.parseLong(text.group(1));
    }
  },

  DIRECT_BUFFERS(true) {
    @Override
    long now() {
      return pool("direct").getCount();
    }
  },

  DIRECT_BYTES(true) {
    @Override
    long now() {
      return pool("direct").getMemoryUsed();
    }
  },

  MAPS(true) {
    @Override
    long now() {
      return pool("mapped").getCount();
    }
  },

  MAP_BYTES(true) {
    @Override
    long now() {
      return pool("mapped").getMemoryUsed();
    }
  },

  /** 0 where the system does not tell. */
  FILES(true) {
    @Override
    long now() {
      return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
          ? unix.getOpenFileDescriptorCount()
          : 0;
    }
  },

  /** Threads of Java. */
  THREADS(true) {
    @Override
    long now() {
      return ManagementFactory.getThreadMXBean().getThreadCount();
    }
  },

  /** Threads of the process: those of the engine and of the virtual machine's compilers too. */
  TASKS(false) {
    @Override
    long now() {
      try (Stream<Path> tasks = Files.list(PROCESS.resolve("task"))) {
        return tasks.count();
      } catch (IOException e) {
        return withoutProc(e);
      }
    }
  },

  RESIDENT_KIB(false) {
    @Override
    long now() {
      try {
        for (String line : Files.readAllLines(PROCESS.resolve("status"))) {
          if (line.startsWith("VmRSS:")) {
            return Long.parseLong(line.replaceAll("[^0-9]", ""));
          }
        }
        throw new AssertionError("no VmRSS in " + PROCESS.resolve("status"));
      } catch (IOException e) {
        return withoutProc(e);
      }
    }
  };

  private static final Path PROCESS = Path.of("/proc/self");
  private static final Pattern RESOURCES = Pattern.compile("resource size: (\\d+)");

  private final boolean exact;

  Level(boolean exact) {
    this.exact = exact;
  }

  abstract long now();

  /** Whether nothing but the program itself changes it, so that it settles to one number. */
  boolean isExact() {
    return exact;
  }

  private static NDManager system() {
    try (NDManager any = NDManager.newBaseManager()) {
      return any.getParentManager();
    }
  }

  private static BufferPoolMXBean pool(String name) {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Systems without /proc have the exact levels checked alone. */
  private static long withoutProc(IOException e) {
    if (Files.isDirectory(PROCESS)) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }
}
