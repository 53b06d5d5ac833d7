package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writing to a real file system of 4 MiB that fills up; needs the right to mount one. */
final class DiskFullTest {

  @TempDir Path folder;
  private Path disk;

  static List<StoreFormat> formats() {
    return Formats.all(FormatOptions.DEFAULT);
  }

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "skipped: cannot mount a small file system here (needs Linux and root)");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      run("umount", "-l", disk.toString()); // maps of its files may live on
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void keepsTheOldStore(StoreFormat format) throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(32, 32), 300);
    Path store = disk.resolve("store");
    images.write(format, store);
    long before = Trees.bytes(disk);
    IOException e = assertThrows(IOException.class, () -> append(format, store, images, 3_000));
    assertTrue(e.getMessage().contains(disk.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    assertEquals(before, Trees.bytes(disk), "what was added must be taken back");
    try (ImageStore open = format.open(store)) {
      assertEquals(images.digest(), Verify.digest(open));
    }
    append(format, store, images, 30);
    try (ImageStore open = format.open(store)) {
      assertEquals(330, open.size());
      Verify.digest(open);
    }
  }

  /** Shrinking a store is what helps then, and it begins with the lock. */
  @Test
  void aFullDiskCanBeLocked() throws IOException {
    Path store = disk.resolve("store");
    Path filling = disk.resolve("filling");
    IOException e = assertThrows(IOException.class, () -> Files.write(filling, new byte[5 << 20]));
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    for (int round = 0; round < 2; round++) {
      StoreLock lock = StoreLock.of(new StoreNames(store));
      try (lock) {
        assertThrows(IOException.class, () -> StoreLock.of(new StoreNames(store)));
      }
    }
    try (Stream<Path> files = Files.list(disk)) {
      assertEquals(List.of(filling), files.toList());
    }
  }

  /** LMDB's change is a few pages in free places and behind the end: room for these is enough. */
  @Test
  void aStoreThatFilledTheDiskCanBeShrunk() throws IOException {
    LmdbFormat format = new LmdbFormat(10);
    TestImages images = TestImages.of(ImageShape.rgb(32, 32), 300);
    Path store = disk.resolve("store");
    images.write(format, store);
    Path filling = disk.resolve("filling");
    assertThrows(IOException.class, () -> Files.write(filling, new byte[5 << 20]));
    try (FileChannel channel = FileChannel.open(filling, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 48 * 1024);
    }
    StoreShrinker.truncate(format, store, 100);
    try (ImageStore open = format.open(store)) {
      assertEquals(TestImages.of(images.shape(), 100).digest(), Verify.digest(open));
    }
  }

  private static void append(StoreFormat format, Path store, TestImages images, int more)
      throws IOException {
    try (StoreAppender appender = StoreAppender.open(format, store, more)) {
      for (int i = 0; i < more; i++) {
        appender.append(images.pixels(i), images.label(i));
      }
      appender.finish();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void saysSoAndLeavesNothing(StoreFormat format) throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(32, 32), 3_000);
    IOException e =
        assertThrows(IOException.class, () -> images.write(format, disk.resolve("store")));
    assertTrue(e.getMessage().contains(disk.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    try (Stream<Path> files = Files.list(disk)) {
      assertEquals(0, files.count(), "nothing may be left behind");
    }
  }
}
