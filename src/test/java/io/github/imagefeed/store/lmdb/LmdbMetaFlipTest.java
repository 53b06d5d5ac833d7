package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to the two pages that say which state of the store holds. */
final class LmdbMetaFlipTest {

  private static final LmdbFormat FORMAT = new LmdbFormat(4);
  private static final TestImages IMAGES = TestImages.of(LmdbStores.SMALL, 24);

  @TempDir Path folder;

  @Test
  void noFlipInAFreshStoreServesAnythingElse() throws IOException {
    flips(LmdbStores.fresh(folder.resolve("store"), FORMAT, IMAGES));
  }

  @Test
  void noFlipInAnAppendedStoreServesAnythingElse() throws IOException {
    flips(LmdbStores.appended(folder.resolve("store"), FORMAT, IMAGES));
  }

  @Test
  void noFlipInAShrunkStoreServesAnythingElse() throws IOException {
    flips(LmdbStores.shrunk(folder.resolve("store"), FORMAT, IMAGES));
  }

  @Test
  void noFlipInACompactedStoreServesAnythingElse() throws IOException {
    flips(LmdbStores.compacted(folder.resolve("store"), FORMAT, IMAGES));
  }

  @Test
  void noFlipInAStoreCompactedAndChangedServesAnythingElse() throws IOException {
    Path store =
        LmdbStores.compacted(folder.resolve("store"), FORMAT, LmdbStores.first(IMAGES, 20));
    LmdbStores.append(FORMAT, store, IMAGES, 20, 24);
    flips(store);
  }

  /** Either way round: the older page made the newer one, and the newer one made the older. */
  @Test
  void namesTheChangeThatWouldBeLost() throws IOException {
    Path store = LmdbStores.fresh(folder.resolve("store"), FORMAT, LmdbStores.first(IMAGES, 4));
    int named = 0; // others are told by the number of pages, which never gets less
    for (int count = 5; count <= 24; count++) {
      LmdbStores.append(FORMAT, store, IMAGES, count - 1, count);
      try (FileChannel data = data(store)) {
        for (int page = 0; page < 2; page++) {
          int at = page * 4096 + LmdbMeta.TRANSACTION_AT;
          long transaction = number(data, at);
          long other = number(data, (1 - page) * 4096 + LmdbMeta.TRANSACTION_AT);
          write(data, at, 2 * other - transaction); // from one beside it to the other
          StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(store));
          named += e.getMessage().contains("would be lost") ? 1 : 0;
          write(data, at, transaction);
        }
      }
    }
    assertTrue(named > 10, named + " of 40");
    FORMAT.open(store).close();
  }

  @Test
  void refusesAStoreThatDoesNotCount() throws IOException {
    Path store = LmdbStores.fresh(folder.resolve("store"), FORMAT, LmdbStores.first(IMAGES, 20));
    LmdbStores.removeRevision(store);
    StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(store));
    assertTrue(e.getMessage().contains("'revision' is missing"), e.getMessage());
  }

  /** Each bit of what LMDB uses of both pages, and all bits of each byte of the rest. */
  private static void flips(Path store) throws IOException {
    ByteBuffer expected = expected(store);
    int refused = 0;
    try (FileChannel data = data(store)) {
      for (int at = 0; at < 2 * 4096; at++) {
        int step = at % 4096 < LmdbMeta.BYTES ? 1 : 8;
        for (int bit = 0; bit < 8; bit += step) {
          int mask = step == 8 ? 0xFF : 1 << bit;
          flip(data, at, mask);
          refused += refusedOrEqual(store, expected, "byte " + at + " bit " + bit) ? 1 : 0;
          flip(data, at, mask);
        }
      }
    }
    assertTrue(refused > 1_000, refused + " flips were refused"); // of 2,432, half of them counts
    assertEquals(expected, expected(store));
  }

  private static ByteBuffer expected(Path store) throws IOException {
    try (ImageStore open = FORMAT.open(store)) {
      return LmdbStores.all(open);
    }
  }

  private static boolean refusedOrEqual(Path store, ByteBuffer expected, String what)
      throws IOException {
    try (ImageStore open = FORMAT.open(store)) {
      assertEquals(expected, LmdbStores.all(open), what);
      return false;
    } catch (StoreException e) {
      assertTrue(e.getMessage().contains("data.mdb"), e.getMessage());
      return true;
    }
  }

  private static FileChannel data(Path store) throws IOException {
    Path data = store.resolve(LmdbFiles.DATA);
    assertTrue(Files.size(data) > 2 * 4096, "pages of 4 KiB are taken for granted here");
    return FileChannel.open(data, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void flip(FileChannel data, int at, int mask) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    data.read(one, at);
    one.put(0, (byte) (one.get(0) ^ mask));
    data.write(one.flip(), at);
  }

  private static long number(FileChannel data, int at) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    data.read(b, at);
    return b.getLong(0);
  }

  private static void write(FileChannel data, int at, long value) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    data.write(b.putLong(0, value), at);
  }
}
