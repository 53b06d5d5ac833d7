package io.github.imagefeed.store;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Linux's syncfs(2): everything that a file system has not yet written goes to the device in one
 * call, where Java can only force file by file: 50,000 files of 3 KB took 0.64 to 1.00 s so, and
 * 100 s one by one. It also writes what other programs have left to the system's write-back, and
 * waits for it. Since Linux 5.8 it reports a failed write as an error. A file system in user space
 * (FUSE) gets all writes, and may still keep them to itself.
 */
public final class DeviceSync {

  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 02000000;

  private static final int EPERM = 1;
  private static final int EINVAL = 22;
  private static final int ENOSYS = 38;

  /** By which sandboxes say that they do not allow a call, and old kernels that they lack it. */
  private static final Set<Integer> REFUSALS = Set.of(EPERM, EINVAL, ENOSYS);

  private static final boolean AVAILABLE = available();

  private DeviceSync() {}

  /** Whether the system has the call; {@link #force} says whether it lets it be called. */
  public static boolean isAvailable() {
    return AVAILABLE;
  }

  private static boolean available() {
    try {
      return Platform.isLinux() && function("syncfs") != null;
    } catch (LinkageError e) { // the library cannot be unpacked here, or the system has no syncfs
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
   * Forces the file system that a folder lies in; {@link DeviceWait} counts it.
   *
   * @return false if the system does not allow the call here, as sandboxes do: then nothing is
   *     forced
   */
  public static boolean force(Path folder) throws IOException {
    int descriptor = call("open", folder.toString(), O_RDONLY | O_CLOEXEC);
    check(descriptor < 0 ? -1 : 0, "open", folder);
    try {
      boolean[] allowed = {false};
      DeviceWait.during(() -> allowed[0] = sync(descriptor, folder));
      return allowed[0];
    } finally {
      call("close", descriptor);
    }
  }

  private static boolean sync(int descriptor, Path folder) throws IOException {
    int result = call("syncfs", descriptor);
    if (result != 0 && REFUSALS.contains(Native.getLastError())) {
      return false;
    }
    check(result, "syncfs", folder);
    return true;
  }

  private static void check(int result, String function, Path path) throws IOException {
    if (result != 0) {
      int error = Native.getLastError();
      String reason = function("strerror").invokeString(new Object[] {error}, false);
      throw new IOException(path + ": " + function + " failed: " + reason);
    }
  }
}
