package io.github.imagefeed.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are damaged, unfinished, of others, or written over while they are open. */
final class RocksDbDamageTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(8, 8), 50);
  private static final RocksDbFormat FORMAT = new RocksDbFormat(7);

  /** Opening a database takes milliseconds, so not each byte has its turn. */
  private static final int FLIPS_A_FILE = 12;

  @TempDir Path folder;

  private Path written() throws IOException {
    Path store = folder.resolve("store");
    IMAGES.write(FORMAT, store);
    return store;
  }

  private static List<Path> files(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files.sorted().toList();
    }
  }

  private static Path blobFile(Path store) throws IOException {
    return files(store).stream()
        .filter(file -> file.toString().endsWith(".blob"))
        .findFirst()
        .orElseThrow();
  }

  /** The database's name for itself and the padding of a table mean nothing. */
  @Test
  void aFlippedBitIsFoundOrMeansNothing() throws IOException {
    Path store = written();
    Random random = new Random(4);
    int found = 0;
    int harmless = 0;
    for (Path file : files(store)) {
      byte[] bytes = Files.readAllBytes(file);
      boolean idle = file.endsWith("IDENTITY") || bytes.length == 0;
      for (int i = 0; i < FLIPS_A_FILE && !idle; i++) {
        byte[] damaged = bytes.clone();
        int at = random.nextInt(bytes.length);
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, damaged);
        String where = file.getFileName() + ", byte " + at;
        if (isVerified(store)) {
          harmless++;
        } else {
          found++;
        }
        requireNothingWrong(store, where);
      }
      Files.write(file, bytes);
    }
    assertTrue(isVerified(store));
    assertTrue(harmless <= found / 8, harmless + " flips not found, " + found + " found");
  }

  private static boolean isVerified(Path store) throws IOException {
    try {
      return Verify.store(FORMAT, store, done -> {}).isEmpty();
    } catch (StoreException e) {
      return false;
    }
  }

  private static void requireNothingWrong(Path store, String where) throws IOException {
    try (ImageStore open = CheckedStore.of(FORMAT.open(store), "store")) {
      assertEquals(IMAGES.digest(), open.manifest().digest(), where);
      ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES.shape().bytes());
      byte[] image = new byte[IMAGES.shape().bytes()];
      for (int i = 0; i < IMAGES.count(); i++) {
        try {
          open.read(new int[] {i}, 0, 1, pixels, new int[1]);
        } catch (StoreException e) {
          continue; // said to be damaged
        }
        pixels.get(0, image);
        assertArrayEquals(IMAGES.pixels(i), image, where);
      }
    } catch (StoreException e) {
      assertTrue(e.getMessage().contains("store"), e.getMessage());
    }
  }

  @Test
  void refusesWithoutManifest() throws IOException {
    Path path = folder.resolve("store");
    try (ImageStoreWriter writer = FORMAT.create(path, IMAGES.spec())) {
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i), IMAGES.checksum(i));
      }
    }
    StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(path));
    assertTrue(e.getMessage().contains("unfinished"), e.getMessage());
  }

  @Test
  void refusesWhatIsMissingOrCut() throws IOException {
    assertThrows(NoSuchFileException.class, () -> FORMAT.open(folder.resolve("none")));
    Path store = written();
    Path blobs = blobFile(store);
    byte[] bytes = Files.readAllBytes(blobs);
    for (int length : new int[] {bytes.length - 1, bytes.length / 2, 20, 0}) {
      Files.write(blobs, java.util.Arrays.copyOf(bytes, length));
      assertThrows(StoreException.class, () -> FORMAT.open(store), length + " bytes");
    }
    Files.delete(blobs);
    assertThrows(StoreException.class, () -> FORMAT.open(store));
  }

  @Test
  void knowsItsOwnDatabasesOnly() throws IOException {
    Path store = written();
    assertTrue(FORMAT.recognises(store));
    Files.delete(store.resolve(RocksDbFiles.MARKER));
    assertFalse(FORMAT.recognises(store), "another program's database");
    assertFalse(FORMAT.recognises(folder));
    assertFalse(FORMAT.recognises(store.resolve("CURRENT")));
  }

  @Test
  void noticesABlobFileThatIsWrittenOverWhileOpen() throws IOException {
    Path store = written();
    Path blobs = blobFile(store);
    Files.setLastModifiedTime(blobs, FileTime.from(Instant.now().minusSeconds(3_600)));
    ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES.shape().bytes());
    int[] first = {0};
    try (ImageStore open = FORMAT.open(store)) {
      open.read(first, 0, 1, pixels, new int[1]);
      Files.write(blobs, new byte[10]);
      for (int i = 0; i < 3; i++) {
        assertThrows(ChangedStoreException.class, () -> open.read(first, 0, 1, pixels, new int[1]));
      }
      Files.delete(blobs);
      assertThrows(ChangedStoreException.class, () -> open.read(first, 0, 1, pixels, new int[1]));
      assertThrows(ChangedStoreException.class, open::checksums);
    }
  }

  /** A batch from a file that is as it was, too: one of the next epoch would not be. */
  @Test
  void aStoreThatWasSeenChangedFailsForGood() throws IOException {
    Path store = folder.resolve("store");
    TestImages.of(IMAGES.shape(), 14).write(FORMAT, store);
    try (StoreAppender appender = StoreAppender.open(FORMAT, store, 14)) {
      for (int i = 14; i < 28; i++) {
        appender.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      appender.finish();
    }
    List<Path> blobs =
        files(store).stream().filter(file -> file.toString().endsWith(".blob")).toList();
    assertEquals(2, blobs.size());
    ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES.shape().bytes());
    int[] first = {0};
    int[] last = {27};
    try (ImageStore open = FORMAT.open(store)) {
      open.read(first, 0, 1, pixels, new int[1]);
      Files.setLastModifiedTime(blobs.get(1), FileTime.from(Instant.now().minusSeconds(3_600)));
      open.read(first, 0, 1, pixels, new int[1]);
      assertThrows(ChangedStoreException.class, () -> open.read(last, 0, 1, pixels, new int[1]));
      assertThrows(ChangedStoreException.class, () -> open.read(first, 0, 1, pixels, new int[1]));
    }
  }

  /** Where a store is replaced between its list of files and those, it is opened anew. */
  @Test
  void aBlobFileThatIsMissingIsNoErrorOfTheDevice() {
    Path none = folder.resolve("000009.blob");
    assertThrows(StoreException.class, () -> BlobFile.fitsMap(none));
    assertThrows(StoreException.class, () -> BlobFile.map(none));
  }

  @Test
  void aLabelWithoutClassIsFoundAtOpen() throws IOException {
    StoreManifest manifest = IMAGES.write(FORMAT, folder.resolve("right"));
    Path store = folder.resolve("store");
    try (ImageStoreWriter writer = FORMAT.create(store, IMAGES.spec())) {
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), i == 11 ? 3 : IMAGES.label(i), IMAGES.checksum(i));
      }
      writer.finish(manifest);
    }
    StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(store).close());
    assertTrue(
        e.getMessage().contains("the label of image 11 is 3, expected 0 to 2"), e.getMessage());
    FORMAT.openStrictly(store).close(); // to find out which images are damaged
  }
}
