package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One fault at a time: what is said of it, and where. */
final class LmdbCheckTest {

  private static final int PAGE = 4096;
  private static final LmdbFormat FORMAT = new LmdbFormat(1);

  /** Each with a page of its own. */
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(32, 32), 12);

  @TempDir Path folder;
  private Path store;
  private Path data;
  private byte[] whole;
  private int leaf;
  private int freeLeaf;

  @BeforeEach
  void write() throws IOException {
    store = LmdbStores.appended(folder.resolve("store"), FORMAT, IMAGES);
    data = store.resolve(LmdbFiles.DATA);
    whole = Files.readAllBytes(data);
    try (LmdbFile file = LmdbFile.open(data)) {
      LmdbMeta now = LmdbMetas.read(file).now();
      assertEquals(1, now.main().depth());
      leaf = (int) now.main().root();
      freeLeaf = (int) now.free().root();
    }
  }

  private interface Damage {
    void to(ByteBuffer bytes);
  }

  private void refused(String fault, long page, Damage damage) throws IOException {
    String message = refused(damage);
    assertTrue(message.contains(fault), message);
    assertTrue(message.contains("page " + page + ": "), message);
    Files.write(data, whole);
    try (ImageStore open = FORMAT.open(store)) {
      assertEquals(IMAGES.count(), open.size());
    }
  }

  private String refused(Damage damage) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(whole.clone()).order(ByteOrder.nativeOrder());
    damage.to(bytes);
    Files.write(data, bytes.array());
    StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(store));
    assertTrue(e.getMessage().startsWith(data + ": "), e.getMessage());
    assertThrows(StoreException.class, () -> StoreShrinker.truncate(FORMAT, store, 3));
    assertThrows(StoreException.class, () -> StoreShrinker.compact(FORMAT, store));
    return e.getMessage();
  }

  private int slot(int entry) {
    return leaf * PAGE + LmdbPage.HEADER_BYTES + 2 * entry;
  }

  private int node(ByteBuffer bytes, int entry) {
    return leaf * PAGE + bytes.getShort(slot(entry));
  }

  @Test
  void headOfAPage() throws IOException {
    int at = leaf * PAGE;
    refused("says that it is page 77", leaf, b -> b.putLong(at, 77));
    refused("kind 0x22", leaf, b -> b.putShort(at + 10, (short) 0x22));
    refused("room between its entries", leaf, b -> b.putShort(at + 10, (short) 1));
    refused("free from byte", leaf, b -> b.putShort(at + 12, (short) 15));
    refused("free from byte", leaf, b -> b.putShort(at + 14, (short) 4098));
  }

  @Test
  void placesOfEntries() throws IOException {
    refused("entry 2 begins at byte 4094", leaf, b -> b.putShort(slot(2), (short) 4094));
    refused("entry 0 begins at byte 0", leaf, b -> b.putShort(slot(0), (short) 0));
    refused("lies on another", leaf, b -> b.putShort(slot(1), b.getShort(slot(0))));
    refused("a key of 512 bytes", leaf, b -> b.putShort(node(b, 3) + 6, (short) 512));
    refused("flags 0x2", leaf, b -> b.putShort(node(b, 3) + 4, (short) 2));
  }

  @Test
  void orderOfKeys() throws IOException {
    refused("entry 5 is not behind", leaf, b -> b.put(node(b, 4) + 8, (byte) 'x'));
  }

  @Test
  void pagesOfValues() throws IOException {
    int number = LmdbFiles.KEY_BYTES + 8;
    refused(
        "something else has",
        leaf,
        b -> b.putLong(node(b, 1) + number, b.getLong(node(b, 0) + number)));
    refused("the last one is", leaf, b -> b.putLong(node(b, 1) + number, 1L << 40));
    refused("names 1 pages from page 1,", leaf, b -> b.putLong(node(b, 1) + number, 1));
    long head = LmdbCheck.forChange(store).blockAt(0) / PAGE;
    refused("the head of 2 pages", head, b -> b.putInt(node(b, 0), 5000));
  }

  @Test
  void countsOfTheTree() throws IOException {
    try (LmdbFile file = LmdbFile.open(data)) {
      int meta = LmdbMetas.read(file).now().page();
      int main = meta * PAGE + 88;
      for (int count = 0; count < 4; count++) {
        int at = main + 8 + 8 * count;
        refused("found LmdbTable", meta, b -> b.putLong(at, b.getLong(at) + 1));
      }
    }
  }

  @Test
  void listsOfFreePages() throws IOException {
    int list =
        freeLeaf * PAGE
            + ByteBuffer.wrap(whole)
                .order(ByteOrder.nativeOrder())
                .getShort(freeLeaf * PAGE + LmdbPage.HEADER_BYTES)
            + 16;
    refused("something else has", freeLeaf, b -> b.putLong(list + 8, leaf));
    refused("there is room for", freeLeaf, b -> b.putLong(list, 1000));
    refused("pages freed by transaction 0", freeLeaf, b -> b.putLong(list - 8, 0));
    String lost = refused(b -> b.putLong(list, b.getLong(list) - 1));
    assertTrue(lost.contains("neither used nor listed as free"), lost);
  }

  /** Reading needs them not, but LMDB frees and copies what they say. */
  @Test
  void headsOfValuesBeforeChanges() throws IOException {
    long at = LmdbCheck.forChange(store).blockAt(7) - LmdbPage.HEADER_BYTES;
    ByteBuffer bytes = ByteBuffer.wrap(whole.clone()).order(ByteOrder.nativeOrder());
    bytes.putInt((int) at + 12, 1 << 20);
    Files.write(data, bytes.array());
    FORMAT.open(store).close();
    assertThrows(StoreException.class, () -> FORMAT.openStrictly(store));
    StoreException e =
        assertThrows(StoreException.class, () -> StoreShrinker.truncate(FORMAT, store, 3));
    assertTrue(e.getMessage().contains("page " + at / PAGE + ": "), e.getMessage());
    assertThrows(StoreException.class, () -> StoreShrinker.compact(FORMAT, store));
  }

  /** All of them but the two bytes that LMDB leaves as it finds them. */
  @Test
  void verifyingFindsEachFlipInTheHeadsOfPages() throws IOException {
    LmdbContents contents = LmdbCheck.forChange(store);
    List<Long> heads = new ArrayList<>(List.of((long) leaf * PAGE, (long) freeLeaf * PAGE));
    for (int block = 0; block < contents.blocks(); block++) {
      heads.add(contents.blockAt(block) - LmdbPage.HEADER_BYTES);
    }
    for (long head : heads) {
      for (int at = 0; at < LmdbPage.HEADER_BYTES; at += at == 7 ? 3 : 1) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] bytes = whole.clone();
          bytes[(int) head + at] ^= (byte) (1 << bit);
          Files.write(data, bytes);
          assertThrows(
              StoreException.class,
              () -> FORMAT.openStrictly(store),
              "page " + head / PAGE + ", byte " + at + ", bit " + bit);
        }
      }
    }
    Files.write(data, whole);
    FORMAT.openStrictly(store).close();
  }

  /** Upwards, too, which the revision of the state before does not tell. */
  @Test
  void digitsOfTheRevision() throws IOException {
    int at;
    try (LmdbFile file = LmdbFile.open(data)) {
      LmdbPage page = LmdbLookup.leaf(file, LmdbMetas.read(file).now(), LmdbRevision.KEY);
      int entry = LmdbLookup.entry(page, LmdbRevision.KEY);
      at = (int) page.valueAt(entry);
    }
    for (int k = 0; k < LmdbRevision.BYTES; k++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bytes = whole.clone();
        bytes[at + k] ^= (byte) (1 << bit);
        Files.write(data, bytes);
        StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(store));
        assertTrue(e.getMessage().contains("'revision'"), e.getMessage());
      }
    }
  }

  /** LMDB of another version and binding: in many transactions, some given up. */
  @Test
  void findsNoFaultInWhatPythonWrites() throws Exception {
    Python.assumeHas("lmdb", "python3-lmdb");
    String script =
        """
        import lmdb, random, sys
        for seed in range(40):
            draw = random.Random(seed)
            env = lmdb.open(f"{sys.argv[1]}/{seed}", map_size=1 << 28, lock=False, sync=False)
            for t in range(draw.randrange(1, 30)):
                txn = env.begin(write=True)
                for k in range(draw.randrange(1, draw.choice([3, 300]))):
                    key = b"%08d" % draw.randrange(2000)
                    if draw.random() < 0.4:
                        txn.delete(key)
                    else:
                        txn.put(key, b"v" * draw.randrange(1, draw.choice([50, 3000, 20000])))
                txn.abort() if draw.random() < 0.2 else txn.commit()
            env.close()
        """;
    Path made = Files.createDirectory(folder.resolve("made"));
    Python.run(script, made);
    for (int seed = 0; seed < 40; seed++) {
      Path one = made.resolve(String.valueOf(seed));
      LmdbCheck.forChange(one);
      try (LmdbFile file = LmdbFile.open(one.resolve(LmdbFiles.DATA))) {
        LmdbCheck.forReading(file, LmdbMetas.read(file));
      }
    }
  }
}
