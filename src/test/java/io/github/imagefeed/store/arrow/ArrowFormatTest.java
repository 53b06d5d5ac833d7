package io.github.imagefeed.store.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.TestImages;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArrowFormatTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(4, 5), 50);

  @TempDir Path folder;

  /** The program that lacks the library. */
  public static void main(String[] arguments) {
    StoreFormat format = new ArrowFormat();
    System.out.println(format.name() + ": " + ArrowFormat.missing().orElse("there"));
  }

  @Test
  void saysWhatItLacks() throws IOException, InterruptedException {
    assertEquals(Optional.empty(), ArrowFormat.missing());
    for (String library : List.of("arrow-format", "flatbuffers-java")) {
      String path =
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
              .filter(each -> !each.contains(library))
              .collect(Collectors.joining(File.pathSeparator));
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  path,
                  ArrowFormatTest.class.getName())
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, other.waitFor(), said);
      assertTrue(said.startsWith("arrow: needs org.apache.arrow:arrow-format"), said);
      assertEquals(1, said.lines().count(), said);
    }
  }

  @Test
  void recognisesByMarkOrName() throws IOException {
    StoreFormat format = new ArrowFormat();
    Path store = folder.resolve("store");
    IMAGES.write(format, store);
    assertTrue(format.recognises(store));
    assertTrue(format.recognises(Files.createFile(folder.resolve("empty.ARROW"))));
    assertFalse(format.recognises(Files.writeString(folder.resolve("text"), "ARROW1")));
    assertFalse(format.recognises(Files.createDirectory(folder.resolve("folder.arrow"))));
    assertFalse(format.recognises(folder.resolve("nothing.arrow")));
  }

  /** A batch that did not become full does not limit those that are added. */
  @Test
  void growsInBatchesOfTheSizeThatWasChosen() throws IOException {
    Path several = folder.resolve("several");
    IMAGES.write(new ArrowFormat(20), several);
    assertEquals(OptionalInt.of(20), likeOf(several));
    grow(several);
    assertEquals(OptionalInt.of(20), likeOf(several));
    Path one = folder.resolve("one");
    IMAGES.write(new ArrowFormat(), one);
    grow(one);
    try (ImageStore store = new ArrowFormat().openStrictly(one)) {
      assertEquals(Optional.of("record batches of 60 images"), store.layout());
    }
  }

  private static OptionalInt likeOf(Path store) throws IOException {
    return new ArrowFormat()
        .like(store)
        .plan(TestImages.of(IMAGES.shape(), 900).spec())
        .blockImages();
  }

  private static void grow(Path store) throws IOException {
    TestImages more = TestImages.of(IMAGES.shape(), 60);
    try (StoreAppender appender = StoreAppender.open(new ArrowFormat(), store, 10)) {
      for (int i = 50; i < 60; i++) {
        appender.append(more.pixels(i), more.label(i));
      }
      appender.finish();
    }
    assertEquals(List.of(), Verify.store(new ArrowFormat(), store, done -> {}));
    try (ImageStore open = new ArrowFormat().open(store)) {
      assertEquals(more.digest(), open.manifest().digest());
    }
  }

  @Test
  void keepsManyLongClassNames() throws IOException {
    List<String> names = IntStream.range(0, 20_000).mapToObj(i -> i + " größe \"猫\"\n\0").toList();
    TestImages images = new TestImages(IMAGES.shape(), 5, new ClassNames(names), 3);
    Path store = folder.resolve("store");
    images.write(new ArrowFormat(2), store);
    try (ImageStore open = new ArrowFormat().openStrictly(store)) {
      assertEquals(names, open.classes().names());
    }
  }

  @Test
  void refusesBatchesOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> new ArrowFormat(0));
  }
}
