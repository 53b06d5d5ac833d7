package io.github.imagefeed.measure;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What Linux's C library says and does about the cached pages of files. */
final class NativePages {

  private static final int O_RDONLY = 0;
  private static final int PROT_READ = 1;
  private static final int MAP_SHARED = 1;
  private static final int POSIX_FADV_DONTNEED = 4;
  private static final int MADV_PAGEOUT = 21;

  /** mincore(2) is asked so much at a time. */
  private static final long WINDOW_BYTES = 1L << 30;

  private static final Pattern SPACES = Pattern.compile(" +");
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final int ADDRESSES = 0;
  private static final int MODE = 1;
  private static final int NAME = 5;

  private NativePages() {}

  static boolean isAvailable() {
    try {
      return Native.POINTER_SIZE == Long.BYTES && function("posix_fadvise") != null;
    } catch (LinkageError e) {
      return false;
    }
  }

  private static Function function(String name) {
    return Function.getFunction("c", name);
  }

  private static int call(String name, Object... arguments) {
    return function(name).invokeInt(arguments);
  }

  /**
   * Takes a store's files out of this process's memory maps, without which their pages would stay:
   * after an epoch, 99.9 % of an open store's, and of a closed one's whose map the garbage
   * collector has not yet found. MADV_PAGEOUT does so without harm to whatever may have come to lie
   * at the addresses meanwhile, as maps come and go; MADV_DONTNEED would empty it. The maps stay
   * valid.
   */
  static void unmap(Path store) throws IOException {
    String name = store.toRealPath().toString();
    String folder = name + File.separator;
    for (String line : Files.readAllLines(MAPS, StandardCharsets.UTF_8)) {
      String[] map = SPACES.split(line, NAME + 1);
      if (map.length > NAME
          && map[MODE].endsWith("s")
          && (map[NAME].equals(name) || map[NAME].startsWith(folder))) {
        int dash = map[ADDRESSES].indexOf('-');
        long begin = Long.parseUnsignedLong(map[ADDRESSES].substring(0, dash), 16);
        long end = Long.parseUnsignedLong(map[ADDRESSES].substring(dash + 1), 16);
        // Refused by Linux before 5.4, or for a map that is gone: the share resident will tell.
        call("madvise", new Pointer(begin), end - begin, MADV_PAGEOUT);
      }
    }
  }

  /** Writes what has changed in the file system that a path lies in; changed pages would stay. */
  static void write(Path path) throws IOException {
    int descriptor = open(path);
    try {
      check(call("syncfs", descriptor), "syncfs", path);
    } finally {
      call("close", descriptor);
    }
  }

  /** Drops the pages of a file that no process has mapped. */
  static void drop(Path file) throws IOException {
    int descriptor = open(file);
    try {
      check(call("posix_fadvise", descriptor, 0L, 0L, POSIX_FADV_DONTNEED), "posix_fadvise", file);
    } finally {
      call("close", descriptor);
    }
  }

  static long count(Path file) throws IOException {
    return pages(Files.size(file));
  }

  private static long pages(long bytes) {
    long page = call("getpagesize");
    return (bytes + page - 1) / page;
  }

  /** Number of a file's pages in memory; all of them, if the file may not be written. */
  static long resident(Path file) throws IOException {
    long size = Files.size(file);
    long resident = 0;
    int descriptor = open(file);
    try {
      for (long at = 0; at < size; at += WINDOW_BYTES) {
        resident += resident(file, descriptor, at, Math.min(WINDOW_BYTES, size - at));
      }
    } finally {
      call("close", descriptor);
    }
    return resident;
  }

  private static int resident(Path file, int descriptor, long at, long bytes) throws IOException {
    long address =
        function("mmap")
            .invokeLong(new Object[] {Pointer.NULL, bytes, PROT_READ, MAP_SHARED, descriptor, at});
    check(address == -1 ? -1 : 0, "mmap", file);
    int pages = (int) pages(bytes);
    try (Memory states = new Memory(pages)) {
      check(call("mincore", new Pointer(address), bytes, states), "mincore", file);
      int resident = 0;
      for (byte state : states.getByteArray(0, pages)) {
        resident += state & 1;
      }
      return resident;
    } finally {
      call("munmap", new Pointer(address), bytes);
    }
  }

  private static int open(Path file) throws IOException {
    int descriptor = call("open", file.toString(), O_RDONLY);
    check(descriptor < 0 ? -1 : 0, "open", file);
    return descriptor;
  }

  private static void check(int result, String function, Path file) throws IOException {
    if (result != 0) {
      int error = result < 0 ? Native.getLastError() : result; // posix_fadvise returns it
      throw new IOException(file + ": " + function + " failed with error " + error);
    }
  }
}
