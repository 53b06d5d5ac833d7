package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LmdbStoreTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(8, 8), 50);

  @TempDir Path folder;

  @Nested
  final class BlocksThatSuit implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return LmdbStoreTest.open(new LmdbFormat(), images, folder);
    }
  }

  @Nested
  final class OneImageABlock implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return LmdbStoreTest.open(new LmdbFormat(1), images, folder);
    }
  }

  @Nested
  final class BlocksOfTen implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return LmdbStoreTest.open(new LmdbFormat(10), images, folder);
    }
  }

  private static ImageStore open(LmdbFormat format, TestImages images, Path folder)
      throws IOException {
    Path path = folder.resolve("store.lmdb");
    images.write(format, path);
    assertTrue(format.recognises(path));
    return format.open(path);
  }

  /** A map of 64 KiB for 12 MB: must grow in many steps, and lose nothing. */
  @Test
  void growsAFullMap() throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(16, 16), 15_000);
    Path path = folder.resolve("grown");
    try (ImageStoreWriter writer = new LmdbWriter(path, images.spec(), 7, 1 << 16, 0)) {
      for (int i = 0; i < images.count(); i++) {
        writer.append(images.pixels(i), images.label(i), images.checksum(i));
      }
      writer.finish(
          new StoreManifest(
              images.shape(), images.count(), images.classes(), "grown", images.digest()));
    }
    assertTrue(Files.size(path.resolve("data.mdb")) > 100 << 16, "far beyond the first map");
    try (ImageStore store = new LmdbFormat().open(path)) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(images.shape().bytes());
      int[] label = new int[1];
      byte[] found = new byte[images.shape().bytes()];
      for (int i = 0; i < images.count(); i += 37) {
        store.read(new int[] {i}, 0, 1, pixels, label);
        pixels.get(0, found);
        assertEquals(ByteBuffer.wrap(images.pixels(i)), ByteBuffer.wrap(found), "image " + i);
        assertEquals(images.label(i), label[0]);
      }
    }
  }

  @Test
  void blocksThatSuitFitHalfAMebibyte() {
    assertEquals(2048, LmdbFormat.defaultBlock(ImageShape.rgb(8, 8)));
    assertEquals(128, LmdbFormat.defaultBlock(ImageShape.rgb(32, 32)));
    assertEquals(2, LmdbFormat.defaultBlock(ImageShape.rgb(256, 256)));
    assertEquals(1, LmdbFormat.defaultBlock(ImageShape.rgb(1_000, 1_000)));
  }

  /** Not by the next change, as readers may still have them: that is what they rely on. */
  @Test
  void freedPagesServeTheNextChangeButOne() throws IOException {
    LmdbFormat format = new LmdbFormat(10);
    TestImages images = TestImages.of(ImageShape.rgb(16, 16), 1_000);
    Path path = folder.resolve("store");
    images.write(format, path);
    long size = Files.size(path.resolve("data.mdb"));
    StoreShrinker.truncate(format, path, 500);
    assertTrue(Files.size(path.resolve("data.mdb")) <= size + 16 * 4096);
    append(format, path, images, 500, 501);
    append(format, path, images, 501, 950);
    assertTrue(Files.size(path.resolve("data.mdb")) <= size + 16 * 4096);
    try (ImageStore store = format.open(path)) {
      assertEquals(TestImages.of(images.shape(), 950).digest(), Verify.digest(store));
    }
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

  @Test
  void leavesNoLockFile() throws IOException {
    open(new LmdbFormat(), IMAGES, folder).close();
    try (var files = Files.list(folder.resolve("store.lmdb"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void refusesWithoutManifest() throws IOException {
    Path path = folder.resolve("store");
    try (ImageStoreWriter writer = new LmdbFormat().create(path, IMAGES.spec())) {
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i), IMAGES.checksum(i));
      }
    }
    assertRefused(path, "unfinished");
  }

  @Test
  void refusesACutFile() throws IOException {
    Path path = folder.resolve("store");
    IMAGES.write(new LmdbFormat(), path);
    Path data = path.resolve("data.mdb");
    long size = Files.size(data);
    for (long cut : new long[] {size - 4096, size - 1, 8192, 4096, 100}) {
      try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
        file.setLength(cut);
      }
      StoreException e = assertThrows(StoreException.class, () -> new LmdbFormat().open(path));
      assertTrue(e.getMessage().contains("data.mdb"), e.getMessage());
    }
  }

  @Test
  void refusesEmptyAndForeignFiles() throws IOException {
    Path path = Files.createDirectory(folder.resolve("store"));
    assertThrows(NoSuchFileException.class, () -> new LmdbFormat().open(path));
    Files.createFile(path.resolve("data.mdb"));
    assertRefused(path, "empty");
    Files.writeString(path.resolve("data.mdb"), "not a database".repeat(5_000));
    assertRefused(path, "not an LMDB file");
  }

  @Test
  void refusesAnotherProgramsDatabase() throws IOException {
    Path path = Files.createDirectory(folder.resolve("store"));
    LmdbStores.put(path, "some key", "some value");
    assertRefused(path, "another program");
  }

  @Test
  void refusesANewerVersion() throws IOException {
    Path path = folder.resolve("store");
    IMAGES.write(new LmdbFormat(), path);
    LmdbStores.put(path, "manifest", "{\"program\": \"imagefeed\", \"formatVersion\": 99}");
    assertRefused(path, "99");
  }

  @Test
  void refusesForeignAndMissingBlocks() throws IOException {
    Path path = folder.resolve("store");
    IMAGES.write(new LmdbFormat(10), path);
    LmdbStores.put(path, "00000002", "short");
    assertRefused(path, "block 2");
    LmdbStores.put(path, "0000000x", "odd");
    assertRefused(path, "foreign key");
  }

  @Test
  void namesTheImageWithALabelOutOfRange() throws IOException {
    Path path = folder.resolve("store");
    IMAGES.write(new LmdbFormat(1), path);
    byte[] value = new byte[IMAGES.shape().bytes() + 8];
    value[IMAGES.shape().bytes()] = 77;
    LmdbStores.put(path, "00000004", new String(value, StandardCharsets.ISO_8859_1));
    try (ImageStore store = new LmdbFormat().open(path)) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES.shape().bytes());
      StoreException e =
          assertThrows(
              StoreException.class, () -> store.read(new int[] {4}, 0, 1, pixels, new int[1]));
      assertTrue(e.getMessage().contains("image 4 has label 77"), e.getMessage());
    }
  }

  @Test
  void refusesBlocksThatAreTooLarge() {
    assertThrows(IllegalArgumentException.class, () -> new LmdbFormat(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LmdbFormat(2_000_000).create(folder.resolve("x"), IMAGES.spec()));
    assertFalse(Files.exists(folder.resolve("x")));
  }

  private static void assertRefused(Path path, String word) {
    StoreException e = assertThrows(StoreException.class, () -> new LmdbFormat().open(path));
    assertTrue(e.getMessage().contains(word), e.getMessage());
    assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
  }
}
