package io.github.imagefeed.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every target: all or nothing, and nobody else's files. */
final class ExportTest {

  private static final TestImages IMAGES =
      new TestImages(
          ImageShape.rgb(32, 32),
          400,
          new ClassNames(IntStream.range(0, 10).mapToObj(i -> "c" + i).toList()),
          5);

  @TempDir Path folder;
  private Path file;
  private Path out;

  @BeforeEach
  void writeStore() throws IOException {
    file = folder.resolve("images.h5");
    IMAGES.write(new Hdf5Format(), file);
    out = folder.resolve("out");
  }

  private static List<ExportTarget> targets() {
    return ExportTargets.all(Optional.empty());
  }

  private List<Long> export(ExportTarget target, boolean overwrite) throws IOException {
    List<Long> progress = new ArrayList<>();
    try (ImageStore store = Exported.open(file)) {
      ExportImages images = new ExportImages(store, Optional.empty());
      Export.run(target, images, out, overwrite, progress::add);
    }
    return progress;
  }

  /** The names in the folder, without the store. */
  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.equals("images.h5"))
          .sorted()
          .toList();
    }
  }

  /** Names and bytes of all files. */
  private Map<String, ByteBuffer> content() throws IOException {
    Map<String, ByteBuffer> content = new TreeMap<>();
    try (var files = Files.walk(out)) {
      for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        content.put(out.relativize(each).toString(), ByteBuffer.wrap(Files.readAllBytes(each)));
      }
    }
    return content;
  }

  @Test
  void sameImagesGiveSameFilesAndReplaceTheirOwn() throws IOException {
    for (ExportTarget target : targets()) {
      List<Long> progress = export(target, false);
      assertEquals(400, progress.size(), target.name());
      assertEquals(400, progress.get(399));
      assertEquals(List.of("out"), names(), target.name());
      Map<String, ByteBuffer> first = content();
      FileAlreadyExistsException refusal =
          assertThrows(FileAlreadyExistsException.class, () -> export(target, false));
      assertTrue(refusal.getMessage().contains("--overwrite"), refusal.getMessage());
      export(target, true);
      assertEquals(first, content(), target.name());
      Trees.delete(out);
    }
  }

  @Test
  void nothingElseIsReplaced() throws IOException {
    for (ExportTarget target : targets()) {
      Files.createDirectories(out.resolve("photos"));
      Files.writeString(out.resolve("photos/only-copy.png"), "dear");
      assertThrows(FileAlreadyExistsException.class, () -> export(target, true));
      assertEquals("dear", Files.readString(out.resolve("photos/only-copy.png")), target.name());
      Trees.delete(out);
      export(target, false);
      if (Files.isDirectory(out)) {
        Files.delete(out.resolve(".imagefeed-export")); // as if another program had made it
        Map<String, ByteBuffer> before = content();
        assertThrows(FileAlreadyExistsException.class, () -> export(target, true));
        assertEquals(before, content(), target.name());
      }
      Trees.delete(out);
      Files.writeString(out, "a letter");
      assertThrows(FileAlreadyExistsException.class, () -> export(target, true));
      assertEquals("a letter", Files.readString(out), target.name());
      Files.delete(out);
      assertEquals(List.of(), names());
    }
  }

  /** What was exported before stays, and nothing is left of the new one. */
  @Test
  void damagedImageEndsIt() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (ExportTarget target : targets()) {
      export(target, false);
      Map<String, ByteBuffer> before = content();
      damage(390);
      StoreException failure =
          assertThrows(StoreException.class, () -> export(target, true), target.name());
      assertTrue(failure.getMessage().contains("image 390"), failure.getMessage());
      assertEquals(before, content(), target.name());
      assertEquals(List.of("out"), names(), target.name());
      Trees.delete(out);
      assertThrows(StoreException.class, () -> export(target, false), target.name());
      assertEquals(List.of(), names(), target.name());
      Files.write(file, whole);
    }
    assertArrayEquals(whole, Files.readAllBytes(file));
  }

  /** Images are contiguous, and before the labels. */
  private void damage(int image) throws IOException {
    long at = 4096 + (long) image * IMAGES.shape().bytes() + 1000;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
    }
  }

  /** A real file system of 1 MiB, less than the images take. */
  @Test
  void fullDiskIsSaidAndLeavesNothing() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "skipped: cannot mount a small file system here (needs Linux and root)");
    try {
      out = disk.resolve("out");
      for (ExportTarget target : targets()) {
        IOException e = assertThrows(IOException.class, () -> export(target, false));
        assertTrue(e.getMessage().contains(disk.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("No space left"), e.getMessage());
        assertEquals(0, Trees.bytes(disk), target.name());
      }
    } finally {
      succeeds("umount", "-l", disk.toString()); // maps of its files may live on
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void unknownNamesAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> ExportTargets.named("tar", Optional.empty()))
            .getMessage();
    assertTrue(message.contains("imagefolder, npz, cifar-binary, tutorial"), message);
    assertThrows(
        IllegalArgumentException.class, () -> ExportTargets.named("npz", Optional.of("train")));
    assertEquals("imagefolder", ExportTargets.named("imagefolder", Optional.of("train")).name());
  }
}
