package io.github.imagefeed.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.folder.FolderSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class folders, through our own source and Pillow. */
final class ImageFolderTargetTest {

  private static final ClassNames SORTED = ClassNames.of("ant", "bee", "größe");

  @TempDir Path folder;

  private static ExportTarget target(String... split) {
    return new ImageFolderTarget(Optional.of(split).filter(s -> s.length > 0).map(s -> s[0]));
  }

  private static TestImages images(Layout layout, int count, long seed) {
    return new TestImages(new ImageShape(6, 5, 3, layout), count, SORTED, seed);
  }

  @Test
  void ourOwnSourceReadsTheSame() throws Exception {
    for (Layout layout : Layout.values()) {
      TestImages images = images(layout, 207, 7);
      Path path = folder.resolve(layout.name());
      Exported.write(target(), images, path);
      assertReads(images, path, Split.TRAIN);
      assertTrue(target().isOwn(path));
    }
  }

  @Test
  void trainAndTestHaveFoldersOfTheirOwn() throws Exception {
    TestImages train = images(Layout.CHW, 40, 7);
    TestImages test = images(Layout.CHW, 25, 8);
    Path both = folder.resolve("both");
    Exported.write(target(), train, test, both);
    assertReads(train, both, Split.TRAIN);
    assertReads(test, both, Split.TEST);
    Path one = folder.resolve("one");
    Exported.write(target("test"), test, one);
    assertReads(test, one, Split.TEST);
    assertThrows(
        IllegalArgumentException.class,
        () -> Exported.write(target("test"), train, test, folder.resolve("three")));
  }

  /** ImageFolder numbers the folders that are there, so the two would get other numbers. */
  @Test
  void refusesTrainAndTestOfWhichOneLacksAClass() throws Exception {
    TestImages all = images(Layout.CHW, 40, 7);
    TestImages few = images(Layout.CHW, 2, 7);
    Path path = folder.resolve("both");
    String test =
        assertThrows(IllegalArgumentException.class, () -> Exported.write(target(), all, few, path))
            .getMessage();
    assertTrue(test.contains("no test image is of class '" + missing(few) + "'"), test);
    assertFalse(Files.exists(path));
    Path other = folder.resolve("other");
    String train =
        assertThrows(
                IllegalArgumentException.class, () -> Exported.write(target(), few, all, other))
            .getMessage();
    assertTrue(train.contains("no image to train on is of class '" + missing(few) + "'"), train);
    assertFalse(Files.exists(other));
  }

  private static String missing(TestImages images) {
    List<String> names = new ArrayList<>(images.classes().names());
    for (int i = 0; i < images.count(); i++) {
      names.remove(images.classes().name(images.label(i)));
    }
    return names.get(0);
  }

  @Test
  void saysWhereReadersNumberClassesOtherwise() throws Exception {
    assertEquals(Optional.empty(), notice(SORTED, 40));
    String unsorted = notice(ClassNames.of("bee", "ant", "cat"), 40).orElseThrow();
    assertTrue(unsorted.contains("class 'ant' is label 1 in the store and number 0"), unsorted);
    for (int count = 1, last = -1; last <= 0; count++) { // one class of three: any other number
      ClassNames classes = ClassNames.of("a" + count, "b", "c");
      TestImages one = new TestImages(ImageShape.rgb(2, 2), 1, classes, count);
      last = one.label(0);
      Path path = folder.resolve("one-" + count);
      Exported.write(target("test"), one, path);
      assertEquals(last > 0, notice(target("test"), path).isPresent(), "label " + last);
    }
    ClassNames planes = ClassNames.of("a", "\uff00", "\ud83d\udc1c"); // by code point, not by char
    assertEquals(Optional.empty(), notice(planes, 40));
  }

  private Optional<String> notice(ClassNames classes, int count) throws Exception {
    TestImages images = new TestImages(ImageShape.rgb(2, 2), count, classes, 7);
    Path path = folder.resolve("notice-" + classes.name(0));
    Exported.write(target(), images, path);
    return notice(target(), path);
  }

  private static Optional<String> notice(ExportTarget target, Path path) throws Exception {
    try (ImageStore store = Exported.open(path.resolveSibling(path.getFileName() + ".h5"))) {
      return target.notice(path, new ExportImages(store, Optional.empty()));
    }
  }

  /** Its order is by class, then by number. */
  private static void assertReads(TestImages images, Path path, Split split) throws Exception {
    List<Integer> order = new ArrayList<>();
    for (int label = 0; label < images.classes().size(); label++) {
      for (int i = 0; i < images.count(); i++) {
        if (images.label(i) == label) {
          order.add(i);
        }
      }
    }
    try (ImageSource source = FolderSource.open(path, Optional.empty())) {
      assertEquals(images.classes(), source.classes());
      assertEquals(images.count(), source.size(split));
      byte[] pixels = new byte[source.shape().bytes()];
      for (int k = 0; k < images.count(); k++) {
        assertEquals(images.label(order.get(k)), source.read(split, k, pixels));
        byte[] expected =
            source.shape().layout() == images.shape().layout()
                ? images.pixels(order.get(k))
                : planes(Exported.interleaved(images, order.get(k)), images.shape());
        assertArrayEquals(expected, pixels);
      }
    }
  }

  private static byte[] planes(byte[] interleaved, ImageShape shape) {
    byte[] planes = new byte[interleaved.length];
    for (int i = 0; i < planes.length; i++) {
      planes[i % shape.channels() * shape.area() + i / shape.channels()] = interleaved[i];
    }
    return planes;
  }

  /** As torchvision's ImageFolder finds files, and by the names that the folders stand for. */
  @Test
  void pillowReadsTheSameByNamesThatAreHardForFileSystems() throws Exception {
    Python.assumeHas("PIL.Image, numpy", "python3-pil and python3-numpy");
    ClassNames hard =
        ClassNames.of("a/b", "..", "CON", "cat", "Cat", "100 %", "größe, \"x\"", "a.", "tab\t");
    for (int channels : new int[] {1, 3}) {
      TestImages images = new TestImages(new ImageShape(6, 5, channels, Layout.CHW), 130, hard, 3);
      Path path = folder.resolve("hard-" + channels);
      Exported.write(target(), images, path);
      List<String> lines =
          Exported.assertPythonReads(
              images,
              """
              import os, urllib.parse, numpy
              from PIL import Image
              names = NAMES
              found = {}
              for entry in (e for e in os.scandir(sys.argv[1]) if e.is_dir()):
                  label = names.index(urllib.parse.unquote(entry.name))
                  for file in os.listdir(entry.path):
                      image = numpy.array(Image.open(os.path.join(entry.path, file)))
                      found[int(file[:8])] = image, label
              images = numpy.stack([found[i][0] for i in range(len(found))])
              labels = [found[i][1] for i in range(len(found))]
              print(images.shape)
              """
                  .replace("NAMES", python(hard)),
              path);
      assertEquals(List.of(channels == 1 ? "(130, 6, 5)" : "(130, 6, 5, 3)"), lines);
    }
  }

  private static String python(ClassNames names) {
    return "['" + String.join("', '", names.names()).replace("\t", "\\t") + "']";
  }

  @Test
  void foldersOfOthersAreNotItsOwn() throws Exception {
    Path path = folder.resolve("some");
    Exported.write(target(), images(Layout.CHW, 20, 7), path);
    Files.writeString(path.resolve("ant/notes.txt"), "mine");
    assertFalse(target().isOwn(path));
  }
}
