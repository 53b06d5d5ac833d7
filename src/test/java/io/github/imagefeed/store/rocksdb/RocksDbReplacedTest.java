package io.github.imagefeed.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Databases that are read through RocksDB, and replaced, removed, or grown meanwhile. */
final class RocksDbReplacedTest {

  private static final ImageShape SHAPE = ImageShape.rgb(8, 8);
  private static final TestImages FIRST = new TestImages(SHAPE, 50, TestImages.CLASSES, 1);
  private static final TestImages SECOND = new TestImages(SHAPE, 50, TestImages.CLASSES, 2);

  @TempDir Path folder;

  /** As another program writes it: values compressed, a file for each two of them. */
  private Path foreign(TestImages images, String name, boolean blobs) throws IOException {
    Path ours = folder.resolve(name + ".ours");
    Path theirs = folder.resolve(name);
    images.write(new RocksDbFormat(5), ours);
    try (Options options =
            new Options()
                .setCreateIfMissing(true)
                .setDisableAutoCompactions(true)
                .setEnableBlobFiles(blobs)
                .setBlobCompressionType(CompressionType.SNAPPY_COMPRESSION);
        FlushOptions wait = new FlushOptions();
        RocksDB source = RocksDB.openReadOnly(ours.toString());
        RocksIterator entries = source.newIterator();
        RocksDB target = RocksDB.open(options, theirs.toString())) {
      int put = 0;
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        target.put(entries.key(), entries.value());
        if (++put % 2 == 0) {
          target.flush(wait);
        }
      }
      target.flush(wait);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
    Files.createFile(theirs.resolve(RocksDbFiles.MARKER));
    return theirs;
  }

  private static ImageStore open(Path store) throws IOException {
    ImageStore open = new RocksDbFormat().open(store);
    assertTrue(open instanceof EngineStore, "not by map");
    return open;
  }

  private static void requireFirst(ImageStore store, int from, int to) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocateDirect(SHAPE.bytes());
    byte[] image = new byte[SHAPE.bytes()];
    int[] label = new int[1];
    for (int i = from; i < to; i++) {
      store.read(new int[] {i}, 0, 1, pixels, label);
      pixels.get(0, image);
      assertArrayEquals(FIRST.pixels(i), image, "image " + i);
      assertEquals(FIRST.label(i), label[0], "label " + i);
    }
  }

  /** Blob files have the same names in both, and are opened when they are read first. */
  @Test
  void blobsOfAnotherStoreAreNeverServed() throws IOException {
    Path store = foreign(FIRST, "store", true);
    Path other = foreign(SECOND, "other", true);
    Path aside = folder.resolve("aside");
    try (ImageStore open = open(store)) {
      requireFirst(open, 0, 5);
      Files.move(store, aside);
      Files.move(other, store);
      for (int i = 0; i < 50; i++) {
        int index = i;
        assertThrows(
            ChangedStoreException.class, () -> requireFirst(open, index, index + 1), "image " + i);
      }
      assertThrows(ChangedStoreException.class, open::checksums);
      Files.move(store, other);
      Files.move(aside, store);
      assertThrows(ChangedStoreException.class, () -> requireFirst(open, 0, 50), "for good");
    }
  }

  /** What is open already stays so. */
  @Test
  void blobsThatAreRemovedAreNamedWhereTheyAreMissed() throws IOException {
    Path store = foreign(FIRST, "store", true);
    try (ImageStore open = open(store)) {
      requireFirst(open, 0, 10);
      Trees.delete(store);
      requireFirst(open, 0, 10);
      assertThrows(ChangedStoreException.class, () -> requireFirst(open, 20, 25));
    }
  }

  @Test
  void valuesInTablesStayAsTheyWere() throws IOException {
    Path store = foreign(FIRST, "store", false);
    Path other = foreign(SECOND, "other", false);
    try (ImageStore open = open(store)) {
      requireFirst(open, 0, 5);
      Files.move(store, folder.resolve("aside"));
      Files.move(other, store);
      requireFirst(open, 0, 50);
      Trees.delete(store);
      requireFirst(open, 0, 50);
    }
  }

  @Test
  void anAppendDisturbsNobody() throws IOException {
    Path store = foreign(FIRST, "store", true);
    try (ImageStore open = open(store)) {
      requireFirst(open, 0, 5);
      try (StoreAppender appender = StoreAppender.open(new RocksDbFormat(), store, 1)) {
        appender.append(SECOND.pixels(0), SECOND.label(0));
        appender.finish();
      }
      requireFirst(open, 0, 50);
    }
    assertEquals(51, new RocksDbFormat().manifest(store).count());
  }

  /** So that orders are chosen for which a block is copied once. */
  @Test
  void saysThatAnImageCostsItsBlock() throws IOException {
    try (ImageStore open = open(foreign(FIRST, "store", true))) {
      assertEquals(5, open.pieceImages());
    }
  }
}
