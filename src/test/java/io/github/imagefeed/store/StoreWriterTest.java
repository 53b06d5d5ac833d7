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
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
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
  void removesWhatAKilledWriterLeft(StoreFormat format) throws IOException {
    for (String end : List.of("unfinished", "spool", "removed", "changing")) {
      Files.createFile(folder.resolve(".store." + end));
    }
    Files.createFile(folder.resolve(".store.unfinished-notes")); // not ours
    Files.createFile(folder.resolve(".other.unfinished"));
    IMAGES.write(format, folder.resolve("store"));
    assertEquals(Set.of("store", ".store.unfinished-notes", ".other.unfinished"), names());
  }

  /**
   * Killed between two renames: as long as the new store has not got the name, the old one does.
   */
  @ParameterizedTest
  @MethodSource("formats")
  void putsAReplacedStoreBack(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    Path aside = folder.resolve(".store.replaced");
    IMAGES.write(format, target);
    Files.move(target, aside);
    String told =
        assertThrows(NoSuchFileException.class, () -> Formats.open(target).close()).getMessage();
    assertTrue(told.contains("mv " + aside.toRealPath() + " "), told);
    StoreTarget.recover(target);
    assertEquals(IMAGES.digest(), digest(format, target));
    Files.move(target, aside);
    assertThrows(FileAlreadyExistsException.class, () -> OTHERS.write(format, target));
    assertEquals(IMAGES.digest(), digest(format, target));
    Files.move(target, aside);
    StoreWriter.create(format, target, OTHERS.spec(), true).close(); // given up
    assertEquals(IMAGES.digest(), digest(format, target));
    Files.move(target, aside);
    try (StoreAppender appender = StoreAppender.open(format, target, 1)) {
      appender.append(IMAGES.pixels(0), 0);
      assertEquals(IMAGES.count() + 1, appender.finish().count());
    }
    assertEquals(Set.of("store"), names());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void removesAReplacedStoreOnceTheNewOneIsThere(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    OTHERS.write(format, folder.resolve(".store.replaced"));
    Path elsewhere = folder.resolve("elsewhere");
    IMAGES.write(format, elsewhere);
    Files.move(elsewhere, target);
    StoreTarget.forNew(target, true).close();
    assertEquals(IMAGES.digest(), digest(format, target));
    assertEquals(Set.of("store"), names());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void saysThatAnImportWasInterrupted(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    try (StoreWriter writer = StoreWriter.create(format, target, IMAGES.spec(), false)) {
      writer.append(IMAGES.pixels(0), IMAGES.label(0));
      String told =
          assertThrows(NoSuchFileException.class, () -> Formats.open(target).close()).getMessage();
      assertTrue(told.contains("--resume"), told);
    }
  }

  /** Also while there is no store yet. */
  @ParameterizedTest
  @MethodSource("formats")
  void oneWriterAtATime(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    try (StoreWriter writer = StoreWriter.create(format, target, IMAGES.spec(), false)) {
      for (boolean overwrite : new boolean[] {false, true}) {
        IOException e =
            assertThrows(
                IOException.class,
                () -> StoreWriter.create(format, target, OTHERS.spec(), overwrite));
        assertTrue(e.getMessage().contains("writing or changing it"), e.getMessage());
      }
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      writer.finish();
    }
    assertEquals(IMAGES.digest(), digest(format, target));
    assertEquals(Set.of("store"), names());
  }

  /** What a link leads to is the store, whoever writes to it and by whatever name. */
  @ParameterizedTest
  @MethodSource("formats")
  void replacesWhatALinkLeadsTo(StoreFormat format) throws IOException {
    Path real = Files.createDirectory(folder.resolve("below")).resolve("real");
    IMAGES.write(format, real);
    Path link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, Path.of("below", "real"));
    } catch (UnsupportedOperationException | IOException e) {
      Assumptions.abort("skipped: no symbolic links here: " + e);
    }
    try (StoreWriter writer = StoreWriter.create(format, link, OTHERS.spec(), true)) {
      assertThrows(IOException.class, () -> StoreAppender.open(format, real, 1));
      for (int i = 0; i < OTHERS.count(); i++) {
        writer.append(OTHERS.pixels(i), OTHERS.label(i));
      }
      writer.finish();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(OTHERS.digest(), digest(format, real));
    Files.move(real, real.resolveSibling(".real.replaced"));
    StoreTarget.recover(link);
    assertEquals(OTHERS.digest(), digest(format, link));
  }

  /** Relative to the folder that the link is in, and not to that by whose name one came there. */
  @Test
  void findsTheStoreBehindLinksInLinkedFolders() throws IOException {
    Path real = folder.toRealPath();
    Files.createDirectories(real.resolve("big/data"));
    Path store = Files.createDirectories(real.resolve("big/stores")).resolve("s1");
    try {
      Files.createSymbolicLink(folder.resolve("data"), Path.of("big", "data"));
      Files.createSymbolicLink(folder.resolve("data/store"), Path.of("..", "stores", "s1"));
    } catch (UnsupportedOperationException | IOException e) {
      Assumptions.abort("skipped: no symbolic links here: " + e);
    }
    assertEquals(store, StoreNames.of(folder.resolve("data/store")).store());
    assertEquals(store, StoreNames.of(folder.resolve("data/../stores/s1")).store());
    assertEquals(store, StoreNames.of(folder.resolve("data/../stores/./s1/x/..")).store());
    IMAGES.write(formats().get(0), folder.resolve("data/store"));
    assertTrue(Files.exists(store));
    Path missing = real.resolve("big/none/below/s2");
    assertEquals(missing, StoreNames.of(folder.resolve("data/../none/below/s2")).store());
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("big", "..", "loop"));
    assertThrows(
        FileSystemLoopException.class, () -> StoreNames.of(folder.resolve("loop").resolve("s")));
  }

  /** What a writer has left that it will go on with is none of the business of one refused. */
  @ParameterizedTest
  @MethodSource("formats")
  void aRefusedWriterDeletesNothing(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    try (StoreWriter writer = StoreWriter.resume(format, target, IMAGES.spec(), false)) {
      writer.append(IMAGES.pixels(0), IMAGES.label(0));
    }
    OTHERS.write(format, folder.resolve("elsewhere"));
    Files.move(folder.resolve("elsewhere"), target);
    Set<String> before = names();
    assertEquals(Set.of("store", ".store.unfinished", ".store.plan"), before);
    assertThrows(FileAlreadyExistsException.class, () -> IMAGES.write(format, target));
    assertEquals(before, names());
  }

  @Test
  void makesFoldersOfSeveralLevels() throws IOException {
    Path target = folder.resolve("a/b/c/store");
    IMAGES.write(formats().get(0), target);
    assertEquals(IMAGES.digest(), digest(formats().get(0), target));
    Files.createFile(folder.resolve("file"));
    assertThrows(
        IOException.class,
        () -> IMAGES.write(formats().get(0), folder.resolve("file/below/store")));
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

  /** Put there by someone who knows of no lock. */
  @ParameterizedTest
  @MethodSource("formats")
  void doesNotReplaceAStoreThatAppeared(StoreFormat format) throws IOException {
    Path target = folder.resolve("store");
    Path elsewhere = folder.resolve("elsewhere");
    IMAGES.write(format, elsewhere);
    try (StoreWriter writer = StoreWriter.create(format, target, OTHERS.spec(), false)) {
      for (int i = 0; i < OTHERS.count(); i++) {
        writer.append(OTHERS.pixels(i), OTHERS.label(i));
      }
      Files.move(elsewhere, target);
      assertThrows(FileAlreadyExistsException.class, writer::finish);
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
