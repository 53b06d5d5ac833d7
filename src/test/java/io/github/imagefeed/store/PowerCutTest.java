package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A machine that stops at the moment at which a store is complete: a disk in a file is copied then,
 * while it is mounted, so that the copy has what has reached the device and nothing of the page
 * cache. Needs Linux and the right to mount.
 */
final class PowerCutTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(32, 32), 1_100);
  private static final int BEFORE = 700;

  @TempDir Path folder;
  private Path disk;

  static List<StoreFormat> formats() {
    return Formats.all(FormatOptions.DEFAULT);
  }

  @BeforeEach
  void mount() throws Exception {
    disk = folder.resolve("disk");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(48 << 20);
    }
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && run("mkfs.ext4", "-q", "-F", disk.toString())
            && run("mount", "-o", "loop", disk.toString(), folder("mounted").toString()),
        "skipped: cannot mount a disk in a file here (needs Linux, root and loop devices)");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", folder("mounted").toString());
    run("umount", "-l", folder("after").toString());
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
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

  /** What the store is on a machine that starts with the disk as it is now. */
  private String digestAfterPowerCut(StoreFormat format) throws Exception {
    Path copy = folder.resolve("copy");
    Files.copy(disk, copy);
    Assumptions.assumeTrue(run("mount", "-o", "loop", copy.toString(), folder("after").toString()));
    try (ImageStore store = format.open(folder("after").resolve("store"))) {
      return Verify.digest(store);
    } finally {
      run("umount", "-l", folder("after").toString());
      Files.delete(copy);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aStoreThatIsCompleteSurvivesIt(StoreFormat format) throws Exception {
    Path store = folder("mounted").resolve("store");
    TestImages old = TestImages.of(IMAGES.shape(), BEFORE);
    old.write(format, store);
    assertEquals(old.digest(), digestAfterPowerCut(format), "written");
    try (StoreAppender appender = StoreAppender.open(format, store, IMAGES.count() - BEFORE)) {
      for (int i = BEFORE; i < IMAGES.count(); i++) {
        appender.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      appender.finish();
    }
    assertEquals(IMAGES.digest(), digestAfterPowerCut(format), "grown");
    try (StoreWriter writer = StoreWriter.create(format, store, old.spec(), true)) {
      for (int i = 0; i < BEFORE; i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      writer.finish();
    }
    assertEquals(old.digest(), digestAfterPowerCut(format), "replaced");
  }

  /** At each step of the end, and before the first of them: what is left is gone on with. */
  @ParameterizedTest
  @MethodSource("formats")
  void aWriterGoesOnAfterIt(StoreFormat format) throws Exception {
    Path store = folder("mounted").resolve("below").resolve("store"); // a folder that is new, too
    try (StoreWriter writer = StoreWriter.resume(format, store, IMAGES.spec(), false)) {
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      requireGoesOn(format, 0);
      writer.finish(
          step -> {
            try {
              requireGoesOn(format, 1_000);
            } catch (Exception e) {
              throw new IllegalStateException("after " + step, e);
            }
          });
    }
  }

  /** On a machine that starts with the disk as it is now. */
  private void requireGoesOn(StoreFormat format, int least) throws Exception {
    Path copy = folder.resolve("copy");
    Files.copy(disk, copy);
    Assumptions.assumeTrue(run("mount", "-o", "loop", copy.toString(), folder("after").toString()));
    try {
      Path store = folder("after").resolve("below").resolve("store");
      if (!Files.exists(store)) {
        try (StoreWriter writer = StoreWriter.resume(format, store, IMAGES.spec(), false)) {
          assertTrue(writer.kept() >= least, writer.kept() + " images kept");
          for (int i = writer.kept(); i < IMAGES.count(); i++) {
            writer.append(IMAGES.pixels(i), IMAGES.label(i));
          }
          writer.finish();
        }
      }
      try (ImageStore open = format.open(store)) {
        assertEquals(IMAGES.digest(), Verify.digest(open));
      }
    } finally {
      run("umount", "-l", folder("after").toString());
      Files.delete(copy);
    }
  }
}
