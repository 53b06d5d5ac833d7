package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertTrue(DeviceSync.force(folder));
    assertTrue(DeviceWait.seconds() > before);
  }

  /** As a sandbox does: a filter on the system's calls, for one thread and for good. */
  private static final class Sandbox {
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_MODE_FILTER = 2;
    private static final int ALLOW = 0x7fff0000;
    private static final int ERRNO = 0x00050000;
    private static final int SYNCFS = System.getProperty("os.arch").equals("aarch64") ? 267 : 306;

    /** Load the call's number; if it is syncfs go on, else skip one; fail; allow. */
    static boolean refuseSyncfs(int errno) {
      try (Memory program = new Memory(4 * 8);
          Memory header = new Memory(16)) {
        instruction(program, 0, 0x20, 0, 0, 0);
        instruction(program, 1, 0x15, 0, 1, SYNCFS);
        instruction(program, 2, 0x06, 0, 0, ERRNO | errno);
        instruction(program, 3, 0x06, 0, 0, ALLOW);
        header.setShort(0, (short) 4);
        header.setPointer(8, program);
        Function prctl = Function.getFunction("c", "prctl");
        return prctl.invokeInt(new Object[] {PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L}) == 0
            && prctl.invokeInt(new Object[] {PR_SET_SECCOMP, (long) SECCOMP_MODE_FILTER, header})
                == 0;
      }
    }

    private static void instruction(Memory to, int at, int code, int yes, int no, int value) {
      to.setShort(8L * at, (short) code);
      to.setByte(8L * at + 2, (byte) yes);
      to.setByte(8L * at + 3, (byte) no);
      to.setInt(8L * at + 4, value);
    }
  }

  /** On a thread of its own, which takes the filter with it. */
  private static <T> T whereSyncfsFails(int errno, Callable<T> what) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      boolean filtered = thread.submit(() -> Sandbox.refuseSyncfs(errno)).get();
      Assumptions.assumeTrue(filtered, "skipped: no filter of system calls can be had here");
      return thread.submit(what).get();
    } finally {
      thread.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 22, 38})
  void aSandboxThatForbidsItFailsNoImport(int errno) throws Exception {
    Assumptions.assumeTrue(DeviceSync.isAvailable(), "skipped: only Linux has it");
    TestImages images = TestImages.of(ImageShape.rgb(4, 4), 5);
    Path store = folder.resolve("store");
    assertFalse(whereSyncfsFails(errno, () -> DeviceSync.force(folder)));
    whereSyncfsFails(errno, () -> images.write(new PngFormat(), store));
    try (ImageStore open = new PngFormat().open(store)) {
      assertEquals(images.digest(), open.manifest().digest());
    }
  }

  @Test
  void aDeviceThatFailsIsNoSandbox() {
    Assumptions.assumeTrue(DeviceSync.isAvailable(), "skipped: only Linux has it");
    ExecutionException e =
        assertThrows(
            ExecutionException.class, () -> whereSyncfsFails(5, () -> DeviceSync.force(folder)));
    assertTrue(e.getCause().getMessage().contains("syncfs failed: Input/output"), e.getMessage());
  }

  @Test
  void saysWhatItCannotForce() {
    Assumptions.assumeTrue(DeviceSync.isAvailable(), "skipped: only Linux has it");
    Path missing = folder.resolve("missing");
    IOException e = assertThrows(IOException.class, () -> DeviceSync.force(missing));
    assertTrue(e.getMessage().startsWith(missing + ": open failed: No such file"), e.getMessage());
  }
}
