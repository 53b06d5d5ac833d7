package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreChangeContract;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that grow by a longer copy, as those do to which too much is added for the memory. */
final class LmdbCopyAppendTest {

  @TempDir Path folder;

  @Nested
  final class UsualBlocks implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new LmdbFormat(OptionalInt.empty(), 0);
    }
  }

  @Nested
  final class BlocksOfSeven implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new LmdbFormat(OptionalInt.of(7), 0);
    }
  }

  /** In place, LMDB uses the pages again that the last change but one has freed. */
  @Test
  void anOpenStoreOutlivesAnyNumberOfCopies() throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(16, 16), 1_000);
    LmdbFormat format = new LmdbFormat(OptionalInt.of(10), 0);
    Path path = folder.resolve("store");
    write(format, path, 105);
    try (ImageStore open = format.open(path)) {
      for (int count = 105; count < 1_000; count += 179) {
        append(format, path, images, count, Math.min(1_000, count + 179));
      }
      assertEquals(TestImages.of(images.shape(), 105).digest(), Verify.digest(open));
    }
    try (ImageStore open = format.open(path)) {
      assertEquals(images.digest(), Verify.digest(open));
    }
    images.write(format, folder.resolve("fresh"));
    assertEquals(Trees.bytes(folder.resolve("fresh")), Trees.bytes(path), "no page is free");
  }

  /** 100 images of 3 KiB are about 320 KiB more. */
  @Test
  void whatIsAddedDecides() throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(32, 32), 1_100);
    for (long limit : new long[] {200_000, 500_000}) {
      LmdbFormat format = new LmdbFormat(OptionalInt.of(10), limit);
      Path path = folder.resolve("limit-" + limit);
      write(format, path, images.shape(), 1_000);
      Path data = path.resolve(LmdbFiles.DATA);
      Path second = folder.resolve("link-" + limit);
      Files.createLink(second, data);
      append(format, path, images, 1_000, 1_100);
      assertEquals(limit > 320_000, Files.isSameFile(second, data));
      try (ImageStore open = format.open(path)) {
        assertEquals(images.digest(), Verify.digest(open));
      }
    }
  }

  /** An append in place must remove it, too. */
  @Test
  void removesTheCopyOfAKilledOne() throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(16, 16), 110);
    Path path = folder.resolve("store");
    write(new LmdbFormat(10), path, 100);
    Path left = folder.resolve(".store.unfinished");
    Files.createDirectory(left);
    Files.write(left.resolve(LmdbFiles.DATA), new byte[10]);
    append(new LmdbFormat(10), path, images, 100, 110);
    assertFalse(Files.exists(left));
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.allMatch(path::equals));
    }
  }

  private static void write(LmdbFormat format, Path path, int count) throws IOException {
    write(format, path, ImageShape.rgb(16, 16), count);
  }

  private static void write(LmdbFormat format, Path path, ImageShape shape, int count)
      throws IOException {
    TestImages.of(shape, count).write(format, path);
  }

  private static void append(LmdbFormat format, Path path, TestImages images, int from, int to)
      throws IOException {
    try (StoreAppender appender = StoreAppender.open(format, path, to - from)) {
      for (int i = from; i < to; i++) {
        appender.append(images.pixels(i), images.label(i));
      }
      appender.finish();
    }
  }
}
