package io.github.imagefeed.source.folder;

import static io.github.imagefeed.source.TestImages.plain;
import static io.github.imagefeed.source.TestImages.png;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderSourceTest {

  @TempDir Path root;

  @Test
  void ordersByClassThenFileName() throws IOException {
    add("dog/b.png", 1);
    add("dog/a.PNG", 2);
    add("cat/10.png", 3);
    add("cat/9.png", 4);
    add("Zebra/x.png", 5);
    Files.createFile(root.resolve("dog/notes.txt"));
    Files.createFile(root.resolve("dog/.hidden.png"));
    Files.createFile(root.resolve("README.md"));
    Files.createDirectories(root.resolve(".cache"));

    FolderSource source = open();

    assertEquals(ClassNames.of("Zebra", "cat", "dog"), source.classes());
    assertEquals(ImageShape.rgb(4, 4), source.shape());
    assertEquals(List.of("0:5", "1:3", "1:4", "2:2", "2:1"), contents(source, Split.TRAIN));
    assertEquals(0, source.size(Split.TEST));
    assertTrue(source.description().contains(root.toString()), source.description());
  }

  @Test
  void readsTrainAndTest() throws IOException {
    add("train/cat/a.png", 1);
    add("train/dog/a.png", 2);
    add("test/dog/a.png", 3);
    add("test/emu/a.png", 4);

    FolderSource source = open();

    assertEquals(ClassNames.of("cat", "dog", "emu"), source.classes());
    assertEquals(List.of("0:1", "1:2"), contents(source, Split.TRAIN));
    assertEquals(List.of("1:3", "2:4"), contents(source, Split.TEST));
  }

  @Test
  void readsATestSplitAlone() throws IOException {
    add("test/dog/a.png", 3);
    FolderSource source = open();
    assertEquals(0, source.size(Split.TRAIN));
    assertEquals(List.of("0:3"), contents(source, Split.TEST));
  }

  @Test
  void trainMayBeAClass() throws IOException {
    add("bus/a.png", 1);
    add("train/a.png", 2);
    assertEquals(List.of("0:1", "1:2"), contents(open(), Split.TRAIN));
  }

  @Test
  void readsEveryExtension() throws IOException {
    add("a/1.png", 100);
    for (String name : List.of("2.jpg", "3.jpeg", "4.JPG", "5.JpEg")) {
      TestImages.write(root.resolve("a").resolve(name), "jpg", plain(4, 4, 100 * 0x010101));
    }
    assertEquals(
        List.of("0:100", "0:100", "0:100", "0:100", "0:100"), contents(open(), Split.TRAIN));
  }

  @Test
  void refusesAnotherSizeUnlessOneIsGiven() throws IOException {
    add("a/1.png", 7);
    Path other = png(root.resolve("b/1.png"), plain(3, 5, 9));
    byte[] pixels = new byte[48];

    FolderSource strict = open();
    var thrown = assertThrows(SourceException.class, () -> strict.read(Split.TRAIN, 1, pixels));
    assertEquals(
        other
            + ": image is 3x5 (height x width), expected 4x4 as in the first image "
            + root.resolve("a/1.png")
            + "; give --size HEIGHTxWIDTH to resize all images",
        thrown.getMessage());

    FolderSource resizing = FolderSource.open(root, Optional.of(new ImageSize(2, 6)));
    assertEquals(ImageShape.rgb(2, 6), resizing.shape());
    assertEquals(List.of("0:7", "1:9"), contents(resizing, Split.TRAIN));
  }

  @Test
  void refusesFoldersThatAreNotAsDescribed() throws IOException {
    Path none = root.resolve("none");
    assertRefused(none, none, "is not a folder, expected a folder of class folders");
    assertRefused(root, root, "holds no class folders, expected CLASS/*.png or train/CLASS/*.png");
    add("train/cat/a.png", 1);
    Path empty = Files.createDirectories(root.resolve("test/cat"));
    assertRefused(root, empty, "holds no image, expected at least one of [.png, .jpg, .jpeg]");
    add("test/cat/a.png", 1);
    add("val/cat/a.png", 1);
    assertRefused(root, root, "there are folders [val], expected only train and test");
  }

  @Test
  void refusesAClassFolderWithoutImages() throws IOException {
    add("a/1.png", 7);
    Path empty = Files.createDirectories(root.resolve("b/nested"));
    assertRefused(root, empty.getParent(), "holds no image");
  }

  @Test
  void namesTheDamagedFile() throws IOException {
    add("a/1.png", 7);
    Path broken = Files.createFile(root.resolve("a/2.png"));
    FolderSource source = open();
    var thrown =
        assertThrows(SourceException.class, () -> source.read(Split.TRAIN, 1, new byte[48]));
    assertTrue(thrown.getMessage().startsWith(broken + ": is empty"), thrown.getMessage());
  }

  @Test
  void recognisesItsFolders() throws IOException {
    assertFalse(FolderSource.recognises(root.resolve("none")));
    assertFalse(FolderSource.recognises(root));
    Path loose = add("a.png", 1);
    assertFalse(FolderSource.recognises(root));
    assertFalse(FolderSource.recognises(loose));
    Files.createDirectories(root.resolve("train/cat"));
    assertFalse(FolderSource.recognises(root));
    add("train/cat/a.jpeg", 1);
    assertTrue(FolderSource.recognises(root));
    assertTrue(FolderSource.recognises(root.resolve("train")));
  }

  @Test
  void refusesOtherIndicesAndReadingAfterClose() throws IOException {
    add("a/1.png", 7);
    byte[] pixels = new byte[48];
    FolderSource source = open();
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, 1, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, -1, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TEST, 0, pixels));
    source.close();
    assertThrows(IllegalStateException.class, () -> source.read(Split.TRAIN, 0, pixels));
  }

  private FolderSource open() throws IOException {
    return FolderSource.open(root, Optional.empty());
  }

  /** Adds a 4x4 image that is told by its blue. */
  private Path add(String name, int blue) throws IOException {
    return png(root.resolve(name), plain(4, 4, blue));
  }

  /** Label and blue of each image. */
  private static List<String> contents(FolderSource source, Split split) throws IOException {
    byte[] pixels = new byte[source.shape().bytes()];
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < source.size(split); i++) {
      int label = source.read(split, i, pixels);
      contents.add(label + ":" + (pixels[pixels.length - 1] & 0xff));
    }
    return contents;
  }

  private static void assertRefused(Path opened, Path named, String part) {
    var thrown =
        assertThrows(SourceException.class, () -> FolderSource.open(opened, Optional.empty()));
    assertTrue(thrown.getMessage().startsWith(named + ": "), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
  }
}
