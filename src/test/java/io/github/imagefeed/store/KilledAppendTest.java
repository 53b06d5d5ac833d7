package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another program that is adding to a store, and is killed. */
final class KilledAppendTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(16, 16), 1_300);
  private static final int BEFORE = 900;

  /** Whose files tell what was written later, and differ by the numbers in their notes. */
  private static final Set<String> GROWN_OTHERWISE = Set.of("rocksdb", "tiledb");

  private static final double PAGE = 4096;

  @TempDir Path folder;

  static List<StoreFormat> formats() {
    return Formats.all(FormatOptions.DEFAULT);
  }

  /** The other program: adds images, says so, and waits to be killed. */
  public static void main(String[] arguments) throws Exception {
    StoreFormat format = Formats.named(arguments[0], FormatOptions.DEFAULT);
    StoreAppender appender =
        StoreAppender.open(format, Path.of(arguments[1]), IMAGES.count() - BEFORE);
    append(appender, BEFORE, IMAGES.count());
    System.out.println("waiting");
    TimeUnit.MINUTES.sleep(5);
    appender.finish();
  }

  private static void append(StoreAppender appender, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      appender.append(IMAGES.pixels(i), IMAGES.label(i));
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void leavesTheOldStoreAndIsInNobodysWay(StoreFormat format) throws Exception {
    Path store = folder.resolve("store");
    TestImages old = TestImages.of(IMAGES.shape(), BEFORE);
    old.write(format, store);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledAppendTest.class.getName(),
                format.name(),
                store.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = other.inputReader()) {
      assertEquals("waiting", said.readLine());
      IOException e = assertThrows(IOException.class, () -> StoreAppender.open(format, store, 1));
      assertTrue(e.getMessage().contains("another program"), e.getMessage());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertEquals(old.digest(), verified(format, store));
    // Fewer than the killed program had added: what it left behind them goes, too.
    try (StoreAppender appender = StoreAppender.open(format, store, 3)) {
      append(appender, BEFORE, BEFORE + 3);
      appender.finish();
    }
    assertEquals(TestImages.of(IMAGES.shape(), BEFORE + 3).digest(), verified(format, store));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(store), files.toList());
    }
    Path fresh = folder.resolve("fresh");
    if (GROWN_OTHERWISE.contains(format.name())) {
      old.write(format, fresh);
      try (StoreAppender appender = StoreAppender.open(format, fresh, 3)) {
        append(appender, BEFORE, BEFORE + 3);
        appender.finish();
      }
      assertEquals((double) Trees.bytes(fresh), (double) Trees.bytes(store), PAGE);
    } else if (!format.name().equals("lmdb")) { // whose file may have some free pages
      TestImages.of(IMAGES.shape(), BEFORE + 3).write(format, fresh);
      assertEquals(Trees.bytes(fresh), Trees.bytes(store));
    }
  }

  private static String verified(StoreFormat format, Path store) throws IOException {
    try (ImageStore open = format.open(store)) {
      return Verify.digest(open);
    }
  }
}
