package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of an open file are LMDB's own, and which are anybody's. */
final class LmdbGuardTest {

  private static final LmdbFormat FORMAT = new LmdbFormat(5);
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(16, 16), 60);
  private static final int COUNT = 50;

  @TempDir Path folder;

  private Path store(String name, long seed) throws IOException {
    Path store = folder.resolve(name);
    new TestImages(IMAGES.shape(), COUNT, IMAGES.classes(), seed).write(FORMAT, store);
    touch(store, 3_600);
    return store;
  }

  private static void touch(Path store, long secondsAgo) throws IOException {
    FileTime time = FileTime.from(Instant.now().minusSeconds(secondsAgo));
    Files.setLastModifiedTime(store.resolve(LmdbFiles.DATA), time);
  }

  private static void append(Path store, int from, int to) throws IOException {
    LmdbStores.append(FORMAT, store, IMAGES, from, to);
  }

  private static void refused(ImageStore open, String word) {
    for (int k = 0; k < 2; k++) {
      String message =
          assertThrows(ChangedStoreException.class, () -> LmdbStores.all(open)).getMessage();
      assertTrue(message.contains(word), message);
      assertThrows(ChangedStoreException.class, open::checksums);
    }
  }

  /** As {@code cp OTHER STORE} does, but for the cut at the start. */
  private static void writeOver(Path store, Path other) throws IOException {
    byte[] bytes = Files.readAllBytes(other.resolve(LmdbFiles.DATA));
    try (FileChannel channel =
        FileChannel.open(store.resolve(LmdbFiles.DATA), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes));
    }
  }

  /** It was written alike, so both meta pages are the same to the byte. */
  @Test
  void refusesAnotherStoreOfTheSameTransaction() throws IOException {
    Path store = store("store", IMAGES.seed());
    Path other = store("other", IMAGES.seed() + 1);
    try (ImageStore open = FORMAT.open(store)) {
      LmdbStores.all(open);
      writeOver(store, other);
      refused(open, "written to by another program");
    }
  }

  @Test
  void refusesAnotherStoreOfTheNextTransaction() throws IOException {
    Path store = store("store", IMAGES.seed());
    Path other = folder.resolve("other");
    LmdbStores.first(IMAGES, COUNT + 5).write(FORMAT, other);
    try (LmdbFile file = LmdbFile.open(other.resolve(LmdbFiles.DATA));
        LmdbFile mine = LmdbFile.open(store.resolve(LmdbFiles.DATA))) {
      assertEquals(
          LmdbMetas.read(mine).now().transaction(), LmdbMetas.read(file).now().transaction());
    }
    append(other, COUNT + 5, COUNT + 6);
    try (ImageStore open = FORMAT.open(store)) {
      LmdbStores.all(open);
      writeOver(store, other);
      refused(open, "written over");
    }
  }

  /** LMDB writes pages long before the transaction's number. */
  @Test
  void readsOnWhileAChangeIsUnderWay() throws IOException {
    Path store = store("store", IMAGES.seed());
    try (ImageStore open = FORMAT.open(store)) {
      ByteBuffer before = LmdbStores.all(open);
      try (StoreAppender appender = StoreAppender.open(FORMAT, store, 1)) {
        touch(store, 60);
        assertEquals(before, LmdbStores.all(open));
        appender.append(IMAGES.pixels(COUNT), IMAGES.label(COUNT));
        appender.finish();
      }
      assertEquals(before, LmdbStores.all(open));
      try (StoreAppender appender = StoreAppender.open(FORMAT, store, 1)) {
        appender.append(IMAGES.pixels(0), IMAGES.label(0)); // and never finishes
        touch(store, 30);
        assertEquals(before, LmdbStores.all(open));
      }
    }
  }

  @Test
  void refusesWhatIsWrittenAfterAChange() throws IOException {
    Path store = store("store", IMAGES.seed());
    try (ImageStore open = FORMAT.open(store)) {
      ByteBuffer before = LmdbStores.all(open);
      append(store, COUNT, COUNT + 1);
      assertEquals(before, LmdbStores.all(open));
      touch(store, 60);
      refused(open, "written to by another program");
    }
  }

  /** Nor does it help to bring the time back: what was read in between cannot be taken back. */
  @Test
  void refusesForGood() throws IOException {
    Path store = store("store", IMAGES.seed());
    FileTime time = Files.getLastModifiedTime(store.resolve(LmdbFiles.DATA));
    try (ImageStore open = FORMAT.open(store)) {
      touch(store, 60);
      refused(open, "written to by another program");
      Files.setLastModifiedTime(store.resolve(LmdbFiles.DATA), time);
      refused(open, "written to by another program");
    }
  }
}
