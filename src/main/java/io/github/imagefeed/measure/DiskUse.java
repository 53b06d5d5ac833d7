package io.github.imagefeed.measure;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a store takes on disk.
 *
 * @param apparent sum of the file lengths, bytes
 * @param allocated blocks of its files and folders on the file system, bytes, as {@code du} counts
 *     them; empty where the system does not say
 */
public record DiskUse(long apparent, OptionalLong allocated) {

  /** struct statx of the Linux kernel, the same on every architecture. */
  private static final int STATX_BYTES = 256;

  private static final int STX_BLOCKS = 48;
  private static final int STATX_BLOCKS_MASK = 0x400;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  /** Of struct statx, whatever blocks the file system has. */
  private static final int BLOCK_BYTES = 512;

  /** Measures a file or a folder with all it holds. */
  public static DiskUse of(Path store) throws IOException {
    return new DiskUse(Trees.bytes(store), allocated(store));
  }

  private static OptionalLong allocated(Path store) throws IOException {
    Optional<Function> statx = statx();
    if (statx.isEmpty()) {
      return OptionalLong.empty();
    }
    long blocks = 0;
    try (Memory result = new Memory(STATX_BYTES);
        var paths = Files.walk(store)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Object[] arguments = {
          AT_FDCWD, path.toString(), AT_SYMLINK_NOFOLLOW, STATX_BLOCKS_MASK, result
        };
        if (statx.get().invokeInt(arguments) != 0) {
          throw new IOException(path + ": statx failed with error " + Native.getLastError());
        }
        blocks += result.getLong(STX_BLOCKS);
      }
    }
    return OptionalLong.of(blocks * BLOCK_BYTES);
  }

  /** Empty where the C library has no such function. */
  private static Optional<Function> statx() {
    if (!Platform.isLinux()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Function.getFunction("c", "statx"));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty(); // glibc before 2.28, musl before 1.2.4
    }
  }
}
