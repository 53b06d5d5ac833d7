package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Places that do not let a store be written or read: one line says which and why, the exit code is
 * 1, and a store that was there is as it was.
 */
final class HostilePlaceTest {

  /** Root may do everything, by these capabilities; without them it is a user like others. */
  private static final List<String> NO_PRIVILEGES =
      List.of("setpriv", "--inh-caps=-all", "--bounding-set=-all");

  @TempDir Path folder;

  static List<String> formats() {
    return Formats.names();
  }

  private static String[] importing(String format, Path store, int count, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "import",
                "--data",
                "synthetic",
                "--count",
                Integer.toString(count),
                "--size",
                "16x16",
                "--format",
                format,
                "--out",
                store.toString()));
    command.addAll(List.of(more));
    return command.toArray(new String[0]);
  }

  private static void done(String... command) {
    Program.Run run = Program.here(command);
    assertEquals(0, run.code(), run.toString());
  }

  private static void requireFailure(Program.Run run, Path path, String reason) {
    assertEquals(1, run.code(), run.toString());
    List<String> lines = run.err().lines().filter(line -> line.startsWith("imagefeed: ")).toList();
    assertEquals(1, lines.size(), run.toString());
    assertTrue(lines.get(0).contains(path.toString()), run.toString());
    assertTrue(lines.get(0).toLowerCase(java.util.Locale.ROOT).contains(reason), run.toString());
    assertFalse(run.err().contains("\tat "), run.toString());
  }

  private static String digest(Path store) throws IOException {
    try (ImageStore open = Formats.open(store)) {
      return Verify.digest(open);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such program here
    }
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** How to start a program that permissions hold for. */
  private List<String> unprivileged() throws Exception {
    Path probe = Files.createDirectory(folder.resolve("probe"));
    Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "skipped: no permissions of this kind here");
    permit(probe, "---------");
    String file = probe.resolve("file").toString();
    if (!run("touch", file)) {
      return List.of();
    }
    List<String> touch = new ArrayList<>(NO_PRIVILEGES);
    touch.addAll(List.of("touch", file));
    Assumptions.assumeTrue(
        run(NO_PRIVILEGES.get(0), "--version") && !run(touch.toArray(new String[0])),
        "skipped: this user may do everything, and setpriv cannot change that here");
    return NO_PRIVILEGES;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void withoutPermission(String format) throws Exception {
    List<String> by = unprivileged();
    Path place = Files.createDirectory(folder.resolve("place")).toRealPath();
    Path store = place.resolve("store");
    done(importing(format, store, 40));
    String digest = digest(store);
    Program program = new Program(folder);
    permit(place, "r-xr-xr-x");
    try {
      Path fresh = place.resolve("fresh");
      requireFailure(
          program.end(program.start(by, Main.class, importing(format, fresh, 40))),
          fresh,
          "permission denied");
      for (String more : List.of("--overwrite", "--append")) {
        requireFailure(
            program.end(program.start(by, Main.class, importing(format, store, 40, more))),
            store,
            "permission denied");
      }
    } finally {
      permit(place, "rwxr-xr-x");
    }
    assertEquals(digest, digest(store));
    String usual = Files.isDirectory(store) ? "rwxr-xr-x" : "rw-r--r--";
    permit(store, "---------");
    requireFailure(
        program.end(program.start(by, Main.class, "info", store.toString())),
        store,
        "permission denied");
    permit(store, usual);
    if (Files.isDirectory(store)) {
      try (Stream<Path> files = Files.walk(store)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          permit(file, "---------");
        }
      }
      requireFailure(
          program.end(program.start(by, Main.class, "info", store.toString())),
          store,
          "permission denied");
    }
  }

  /** Mounts a small file system of its own. */
  private Path mounted() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk")).toRealPath();
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "skipped: cannot mount a small file system here (needs Linux and root)");
    return disk;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void onAMediumThatCannotBeWritten(String format) throws Exception {
    Path disk = mounted();
    try {
      Path store = disk.resolve("store");
      done(importing(format, store, 40));
      String digest = digest(store);
      assertTrue(run("mount", "-o", "remount,ro", disk.toString()));
      for (String more : List.of("--overwrite", "--append")) {
        requireFailure(
            Program.here(importing(format, store, 40, more)), store, "read-only file system");
      }
      Path fresh = disk.resolve("fresh");
      requireFailure(Program.here(importing(format, fresh, 40)), fresh, "read-only file system");
      done("info", store.toString());
      assertEquals(digest, digest(store));
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void onAFullDisk(String format) throws Exception {
    Path disk = mounted();
    try {
      Path store = disk.resolve("store");
      done(importing(format, store, 40));
      String digest = digest(store);
      for (String more : List.of("--overwrite", "--append")) {
        requireFailure(Program.here(importing(format, store, 8_000, more)), disk, "no space left");
      }
      Path fresh = disk.resolve("fresh");
      requireFailure(Program.here(importing(format, fresh, 8_000)), fresh.getParent(), "no space");
      assertEquals(digest, digest(store));
      try (Stream<Path> files = Files.list(disk)) {
        assertEquals(List.of(store), files.toList());
      }
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  /** Too few to load the program's own parts. */
  @Test
  void withHardlyAnyFileHandles() throws Exception {
    Assumptions.assumeTrue(run("bash", "-c", "ulimit -n 32"), "skipped: no bash here");
    Program program = new Program(folder);
    Program.Run run =
        program.end(
            program.start(
                List.of("bash", "-c", "ulimit -n 32; exec \"$@\"", "bash"),
                Main.class,
                importing("png", folder.resolve("store"), 40)));
    requireFailure(run, Path.of("ulimit -n"), "cannot be loaded");
  }

  /**
   * Too few for the program's own parts, and just enough for them, but not for a store; where the
   * one ends and the other begins depends on chance.
   */
  @ParameterizedTest
  @MethodSource("formats")
  void withTooFewFileHandles(String format) throws Exception {
    Assumptions.assumeTrue(run("bash", "-c", "ulimit -n 32"), "skipped: no bash here");
    Path store = folder.toRealPath().resolve("store");
    done(importing(format, store, 40));
    String digest = digest(store);
    Program program = new Program(folder);
    for (int handles : new int[] {50, 74}) {
      List<String> by = List.of("bash", "-c", "ulimit -n " + handles + "; exec \"$@\"", "bash");
      for (String[] command :
          List.of(
              importing(format, store, 40, "--overwrite"),
              new String[] {"load", "--store", store.toString()})) {
        Program.Run run = program.end(program.start(by, Main.class, command));
        if (run.code() != 0 && run.err().contains("cannot be loaded")) {
          requireFailure(run, Path.of("ulimit -n"), "cannot be loaded");
        } else if (run.code() != 0) {
          requireFailure(run, Path.of("/"), "too many open files"); // a store or a library
        }
        assertEquals(digest, digest(store));
        done("verify", store.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void inAFolderThatIsRemovedMeanwhile(String format) throws Exception {
    Path place = Files.createDirectory(folder.resolve("place")).toRealPath();
    Path store = place.resolve("store");
    Program program = new Program(folder);
    Process writing = program.start(importing(format, store, 10_000));
    while (!Files.exists(place.resolve(".store.unfinished")) && writing.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    Trees.delete(Files.move(place, folder.resolve("gone"))); // at once, as far as it can tell
    requireFailure(program.end(writing), place, "no such file or");
    assertFalse(Files.exists(place));
  }
}
