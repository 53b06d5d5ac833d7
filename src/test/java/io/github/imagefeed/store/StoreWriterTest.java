package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store is whole or not there, in every format. */
final class StoreWriterTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(5, 4), 30);
  private static final TestImages OTHERS = TestImages.of(ImageShape.rgb(3, 3), 20);

  @TempDir Path folder;

  static List<StoreFormat> formats() {
    return Formats.all(FormatOptions.DEFAULT);
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static String digest(StoreFormat format, Path path) throws IOException {
    try (ImageStore store = format.open(path)) {
      return store.manifest().digest();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void appearsOnlyWhenFinished(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    try (StoreWriter writer = StoreWriter.create(format, target, IMAGES.spec(), false)) {
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      assertFalse(Files.exists(target));
      writer.finish();
    }
    assertEquals(Set.of("store"), names());
    assertEquals(IMAGES.digest(), digest(format, target));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void leavesNothingWhenGivenUp(StoreFormat format) throws IOException {
    try (StoreWriter writer =
        StoreWriter.create(format, folder.resolve("store"), IMAGES.spec(), false)) {
      writer.append(IMAGES.pixels(0), IMAGES.label(0));
      assertThrows(IllegalStateException.class, writer::finish);
    }
    assertEquals(Set.of(), names());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatAKilledWriterLeavesIsUnfinished(StoreFormat format) throws IOException {
    Path left = folder.resolve("left");
    try (ImageStoreWriter writer = format.create(left, IMAGES.spec())) {
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i), IMAGES.checksum(i));
      }
    }
    StoreException e = assertThrows(StoreException.class, () -> format.open(left));
    assertTrue(e.getMessage().contains("unfinished"), e.getMessage());
  }

  /** A killed writer cannot tidy up: the next writer of the same store does. */
  @ParameterizedTest
  @MethodSource("formats")
  void removesWhatAKilledWriterLeft(StoreFormat format) throws Exception {
    Process killed = new ProcessBuilder("sleep", "60").start();
    Path left = folder.resolve(".store.unfinished-" + killed.pid());
    IMAGES.write(format, left);
    Path spool = Files.createFile(folder.resolve(left.getFileName() + "-spool"));
    Files.createFile(folder.resolve(left.getFileName() + "-old")); // may be the only store left
    Files.createFile(folder.resolve(".store.unfinished-notes"));
    IMAGES.write(format, folder.resolve("store"));
    assertTrue(Files.exists(left) && Files.exists(spool), "its writer is alive");
    killed.destroyForcibly().waitFor();
    StoreWriter.create(format, folder.resolve("store"), IMAGES.spec(), true).close();
    assertFalse(Files.exists(left));
    assertEquals(Set.of("store", left.getFileName() + "-old", ".store.unfinished-notes"), names());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void refusesAnExistingTarget(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    IMAGES.write(format, target);
    FileAlreadyExistsException e =
        assertThrows(FileAlreadyExistsException.class, () -> OTHERS.write(format, target));
    assertTrue(e.getMessage().contains("--overwrite"), e.getMessage());
    assertEquals(IMAGES.digest(), digest(format, target));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void replacesOnlyWhenTheNewOneIsWhole(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    IMAGES.write(format, target);
    try (StoreWriter writer = StoreWriter.create(format, target, OTHERS.spec(), true)) {
      writer.append(OTHERS.pixels(0), OTHERS.label(0));
    }
    assertEquals(IMAGES.digest(), digest(format, target), "given up: the old one stays");
    try (StoreWriter writer = StoreWriter.create(format, target, OTHERS.spec(), true)) {
      for (int i = 0; i < OTHERS.count(); i++) {
        writer.append(OTHERS.pixels(i), OTHERS.label(i));
      }
      writer.finish();
    }
    assertEquals(OTHERS.digest(), digest(format, target));
    assertEquals(Set.of("store"), names());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void doesNotReplaceAStoreThatIsChanged(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    IMAGES.write(format, target);
    try (StoreAppender appender = StoreAppender.open(format, target, 1)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> StoreWriter.create(format, target, OTHERS.spec(), true).close());
      assertTrue(e.getMessage().contains("changing it"), e.getMessage());
      appender.append(IMAGES.pixels(0), IMAGES.label(0));
      appender.finish();
    }
    try (StoreWriter writer = StoreWriter.create(format, target, OTHERS.spec(), true)) {
      writer.append(OTHERS.pixels(0), OTHERS.label(0));
      assertThrows(IOException.class, () -> StoreAppender.open(format, target, 1));
      assertThrows(
          IOException.class, () -> StoreWriter.create(format, target, OTHERS.spec(), true));
    }
    assertEquals(Set.of("store"), names(), "no lock may be left");
  }

  /** Nothing was there to be locked when the writer began. */
  @ParameterizedTest
  @MethodSource("formats")
  void doesNotReplaceAStoreThatAppearedAndIsChanged(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    Path elsewhere = folder.resolve("elsewhere");
    IMAGES.write(format, elsewhere);
    try (StoreWriter writer = StoreWriter.create(format, target, OTHERS.spec(), true)) {
      for (int i = 0; i < OTHERS.count(); i++) {
        writer.append(OTHERS.pixels(i), OTHERS.label(i));
      }
      Files.move(elsewhere, target);
      StoreLock other = StoreLock.of(target.toRealPath());
      try (other) {
        IOException e = assertThrows(IOException.class, writer::finish);
        assertTrue(e.getMessage().contains("changing it"), e.getMessage());
      }
    }
    assertEquals(IMAGES.digest(), digest(format, target));
    assertEquals(Set.of("store"), names());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void replacesAStoreOfAnotherFormat(StoreFormat format) throws IOException {
    for (StoreFormat before : formats()) {
      Path target = folder.resolve("was-" + before.name());
      IMAGES.write(before, target);
      try (StoreWriter writer = StoreWriter.create(format, target, OTHERS.spec(), true)) {
        for (int i = 0; i < OTHERS.count(); i++) {
          writer.append(OTHERS.pixels(i), OTHERS.label(i));
        }
        writer.finish();
      }
      assertEquals(OTHERS.digest(), digest(format, target));
      assertEquals(format.name(), Formats.of(target).name());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void refusesImagesThatDoNotFit(StoreFormat format) throws IOException {
    try (StoreWriter writer =
        StoreWriter.create(format, folder.resolve("store"), IMAGES.spec(), false)) {
      assertThrows(IllegalArgumentException.class, () -> writer.append(new byte[59], 0));
      assertThrows(IllegalArgumentException.class, () -> writer.append(IMAGES.pixels(0), 3));
      assertThrows(IllegalArgumentException.class, () -> writer.append(IMAGES.pixels(0), -1));
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      assertThrows(
          IllegalStateException.class, () -> writer.append(IMAGES.pixels(0), IMAGES.label(0)));
      writer.finish();
    }
  }
}
