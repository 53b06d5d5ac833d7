package io.github.imagefeed.store.lmdb.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no other program to be tested. */
final class ForeignLmdbTest {

  private static final Samples COLOURS = Samples.of(60, 3);
  private static final int MUTATIONS = 1_500;

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("env");
  }

  private static ForeignLmdb datums(ChannelOrder order) {
    return new ForeignLmdb(
        new LmdbHints(
            LmdbValues.AUTO,
            Optional.of(order),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static ForeignLmdb caffe() {
    return datums(ChannelOrder.BGR);
  }

  @Test
  void datums() throws IOException {
    Path path = Environments.put(path(), Environments.datums(COLOURS));
    try (ImageStore store = caffe().open(path)) {
      COLOURS.assertIn(store);
      assertFalse(store.decodes());
      assertEquals(Optional.of("Caffe Datums, raw pixels, BGR"), store.layout());
    }
  }

  @Test
  void datumsAreLeftInTheirOrderWhereItIsSaidToBeRgb() throws IOException {
    Path path = Environments.put(path(), Environments.datums(COLOURS));
    try (ImageStore store = datums(ChannelOrder.RGB).open(path)) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(COLOURS.shape().bytes());
      store.read(new int[] {4}, 0, 1, pixels, new int[1]);
      assertEquals(COLOURS.pixels(4)[2], pixels.get(0)); // the first plane is blue
    }
  }

  @Test
  void datumsOfColoursAreNotOpenedUntilTheirOrderIsSaid() throws IOException {
    Path path = Environments.put(path(), Environments.datums(COLOURS));
    StoreException e = assertThrows(StoreException.class, () -> new ForeignLmdb().open(path));
    assertTrue(e.getMessage().contains("--channel-order bgr (convert_imageset)"), e.getMessage());
    assertTrue(e.getMessage().contains("--channel-order rgb (convert_cifar_data)"), e.getMessage());
  }

  @Test
  void greyDatumsHaveNoOrder() throws IOException {
    Samples grey = Samples.of(60, 1);
    Path path = Environments.put(path(), Environments.datums(grey));
    try (ImageStore store = new ForeignLmdb().open(path)) {
      grey.assertIn(store);
    }
  }

  @Test
  void interleavedPixelsOfTheOtherOrder() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < COLOURS.count(); i++) {
      byte[] pixels = COLOURS.pixels(i);
      for (int p = 0; p < pixels.length; p += 3) {
        byte red = pixels[p];
        pixels[p] = pixels[p + 2];
        pixels[p + 2] = red;
      }
      entries.put(String.format("%d/%05d", COLOURS.label(i), i), pixels);
    }
    Map<String, byte[]> sorted = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) { // as samples are, by their number
      String[] parts = entry.getKey().split("/", -1);
      sorted.put(parts[1] + "_" + parts[0], entry.getValue());
    }
    LmdbHints bgr =
        new LmdbHints(
            LmdbValues.RAW,
            Optional.of(ChannelOrder.BGR),
            Optional.of(COLOURS.shape()),
            Optional.empty(),
            Optional.empty());
    try (ImageStore store = new ForeignLmdb(bgr).open(Environments.put(path(), sorted))) {
      COLOURS.assertIn(store);
    }
  }

  @Test
  void pixelsPickledAsText() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < COLOURS.count(); i++) {
      entries.put(String.format("%08d", i), Environments.pickle(COLOURS, i));
    }
    try (ImageStore store = new ForeignLmdb().open(Environments.put(path(), entries))) {
      COLOURS.assertIn(store);
      assertTrue(store.decodes());
    }
  }

  @Test
  void severalThreadsDecodeAtOnce() throws Exception {
    Path path = Environments.put(path(), pngs(COLOURS));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ImageStore store = new ForeignLmdb().open(path)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        readers.add(
            threads.submit(
                () -> {
                  for (int k = 0; k < 5; k++) {
                    COLOURS.assertIn(store);
                  }
                  return null;
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Map<String, byte[]> pngs(Samples samples) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < samples.count(); i++) {
      entries.put(String.format("%05d_%d", i, samples.label(i)), Environments.png(samples, i));
    }
    return entries;
  }

  @Test
  void greyFilesAmongOthersBecomeColours() throws IOException {
    Map<String, byte[]> entries = pngs(COLOURS);
    Samples grey = Samples.of(1, 1);
    entries.put("00000_0", Environments.png(grey, 0));
    try (ImageStore store = new ForeignLmdb().open(Environments.put(path(), entries))) {
      assertEquals(3, store.shape().channels());
      ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
      store.read(new int[] {0}, 0, 1, pixels, new int[1]);
      int area = store.shape().area();
      for (int p = 0; p < area; p++) {
        assertEquals(grey.pixels(0)[p], pixels.get(p));
        assertEquals(pixels.get(p), pixels.get(2 * area + p));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void greyFilesOfFewBits(int bits) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      entries.put(String.format("%05d_%d", i, i % 2), Environments.greyPng(bits, i));
    }
    try (ImageStore store = new ForeignLmdb().open(Environments.put(path(), entries))) {
      assertEquals(1, store.shape().channels());
      ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
      store.read(new int[] {5}, 0, 1, pixels, new int[1]);
      int white = (1 << bits) - 1;
      for (int p = 0; p < store.shape().bytes(); p++) {
        assertEquals(((p + 5) & white) * 255 / white, pixels.get(p) & 0xff, "pixel " + p);
      }
    }
  }

  @Test
  void paletteOfColoursIsNotGrey() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      entries.put(String.format("%05d_%d", i, i % 2), Environments.palettePng(4, i, 0x80));
    }
    Path path = Environments.put(path(), entries);
    try (ImageStore store = new ForeignLmdb().open(path)) {
      assertEquals(3, store.shape().channels());
    }
    LmdbHints grey =
        new LmdbHints(
            LmdbValues.ENCODED,
            Optional.empty(),
            Optional.of(new ImageShape(8, 9, 1, Layout.HWC)),
            Optional.empty(),
            Optional.empty());
    try (ImageStore store = new ForeignLmdb(grey).open(path)) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
      StoreException e =
          assertThrows(
              StoreException.class, () -> store.read(new int[] {0}, 0, 1, pixels, new int[1]));
      assertTrue(e.getMessage().contains("is an image of colours"), e.getMessage());
    }
  }

  @Test
  void whatIsWrongIsNamedWithItsKey() throws IOException {
    Map<String, byte[]> entries = Environments.datums(COLOURS);
    byte[] whole = entries.get("00000033");
    assertRefused(entries, Arrays.copyOf(whole, 700), "or cut");
    assertRefused(entries, Environments.changed(whole, 5, 31), "data has");
    assertRefused(
        entries,
        Environments.datum(new Samples(new ImageShape(16, 30, 3, Layout.HWC), 34), 33),
        "--size");
    assertRefused(entries, new byte[0], "data) is missing");
    assertRefused(entries, Environments.png(COLOURS, 3), "no Datum");
  }

  private void assertRefused(Map<String, byte[]> entries, byte[] value, String why)
      throws IOException {
    entries.put("00000033", value);
    Path path = Environments.put(path(), entries);
    StoreException e = assertThrows(StoreException.class, () -> caffe().open(path));
    assertTrue(e.getMessage().contains(why), e.getMessage());
    assertTrue(e.getMessage().contains(path + ", key '00000033'"), e.getMessage());
  }

  @Test
  void damageInsideAFileShowsWhenItIsRead() throws IOException {
    Map<String, byte[]> entries = pngs(COLOURS);
    String key = entries.keySet().stream().skip(7).findFirst().orElseThrow();
    entries.put(key, Environments.changed(entries.get(key), 100, 0));
    try (ImageStore store = new ForeignLmdb().open(Environments.put(path(), entries))) {
      StoreException e = assertThrows(StoreException.class, () -> COLOURS.assertIn(store));
      assertTrue(e.getMessage().contains("'" + key + "'"), e.getMessage());
      assertTrue(e.getMessage().contains("checksum"), e.getMessage());
    }
  }

  @Test
  void ourOwnStoresAreLeftToTheirFormat() throws IOException {
    TestImages.of(ImageShape.rgb(4, 4), 10).write(new LmdbFormat(), path());
    assertFalse(new ForeignLmdb().recognises(path()));
    StoreException e = assertThrows(StoreException.class, () -> new ForeignLmdb().open(path()));
    assertTrue(e.getMessage().contains("'manifest'"), e.getMessage());
  }

  @Test
  void otherFilesAreNotRecognised() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "no LMDB file".repeat(1000));
    assertFalse(new ForeignLmdb().recognises(file));
    assertFalse(new ForeignLmdb().recognises(folder));
    assertFalse(new ForeignLmdb().recognises(path()));
    assertThrows(StoreException.class, () -> new ForeignLmdb().open(file));
    assertThrows(NoSuchFileException.class, () -> new ForeignLmdb().open(path()));
    Path empty = Environments.put(path(), Map.of());
    StoreException e = assertThrows(StoreException.class, () -> new ForeignLmdb().open(empty));
    assertTrue(e.getMessage().contains("without a single key"), e.getMessage());
  }

  @Test
  void aStoreThatIsOpenSeesOneTransactionOfOthersAndRefusesTheSecond() throws IOException {
    Path path = Environments.put(path(), Environments.datums(COLOURS));
    try (ImageStore store = caffe().open(path)) {
      Environments.put(path, Map.of("00000001", new byte[5000]));
      COLOURS.assertIn(store);
      Environments.put(path, Map.of("00000002", new byte[5000]));
      ChangedStoreException e =
          assertThrows(ChangedStoreException.class, () -> COLOURS.assertIn(store));
      assertTrue(e.getMessage().contains("changed twice"), e.getMessage());
    }
  }

  @Test
  void aClosedStoreSaysSo() throws IOException {
    ImageStore store = caffe().open(Environments.put(path(), Environments.datums(COLOURS)));
    store.close();
    store.close();
    assertThrows(IllegalStateException.class, () -> COLOURS.assertIn(store));
  }

  /** A crash of the JVM ends the run. */
  @Test
  void damagedPagesAreRefusedOrDoNoHarm() throws IOException {
    Path data = Environments.put(path(), Environments.datums(COLOURS)).resolve("data.mdb");
    byte[] whole = Files.readAllBytes(data);
    Random random = new Random(5);
    int refused = 0;
    for (int m = 0; m < MUTATIONS; m++) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        int page = random.nextInt(4) * 4096; // metas, leaf and the first value
        bytes[page + random.nextInt(random.nextBoolean() ? 200 : 4096)] ^=
            (byte) (1 << random.nextInt(8));
      }
      if (random.nextInt(10) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      Files.write(data, bytes);
      try (ImageStore store = caffe().open(path())) {
        int[] indices = {0, store.size() - 1};
        ByteBuffer pixels = ByteBuffer.allocateDirect(2 * store.shape().bytes());
        store.read(indices, 0, 2, pixels, new int[2]);
      } catch (StoreException e) {
        refused++;
        assertTrue(e.getMessage().contains(path().toString()), e.getMessage());
      }
    }
    assertTrue(refused > MUTATIONS / 10, refused + " refused");
  }
}
