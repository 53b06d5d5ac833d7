package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PngStoreTest {

  private static final ImageShape SHAPE = ImageShape.rgb(4, 6);
  private static final int COUNT = 5;

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void writeStore() throws IOException {
    root = folder.resolve("store");
    PngImages.write(root, PngCompression.NONE, SHAPE, COUNT);
  }

  @Test
  void liesInFoldersOfAThousand() throws IOException {
    Path many = folder.resolve("many");
    PngImages.write(many, PngCompression.FAST, new ImageShape(1, 1, 1, Layout.HWC), 1001);
    assertTrue(Files.isRegularFile(many.resolve("images/000/00000999.png")));
    assertTrue(Files.isRegularFile(many.resolve("images/001/00001000.png")));
    try (ImageStore store = new PngFormat().open(many)) {
      assertArrayEquals(PngImages.pixels(store.shape(), 1000), PngImages.read(store, 1000));
    }
    assertEquals("images/12345/12345678.png", PngFiles.image(12_345_678));
    assertEquals("images/2147483/2147483647.png", PngFiles.image(Integer.MAX_VALUE));
  }

  @Test
  void keepsLabelsReadableByPeople() throws IOException {
    assertEquals(
        List.of(
            "file,label,class,crc32c",
            "images/000/00000000.png,0,cat," + checksum(0),
            "images/000/00000001.png,2,frog," + checksum(1),
            "images/000/00000002.png,1,dog," + checksum(2),
            "images/000/00000003.png,0,cat," + checksum(3),
            "images/000/00000004.png,2,frog," + checksum(4)),
        Files.readAllLines(root.resolve("labels.csv")));
  }

  @Test
  void keepsClassNamesOfAnyText() throws IOException {
    ClassNames classes =
        ClassNames.of("a, b", "say \"hi\"", "Übergrößenträger", "猫 🐈", " #x ", "two\r\nlines\n");
    Path path = folder.resolve("names");
    StoreSpec spec = new StoreSpec(SHAPE, classes.size(), classes, "a \"source\", ünïcode");
    try (StoreWriter writer = StoreWriter.create(new PngFormat(), path, spec, false)) {
      for (int i = 0; i < classes.size(); i++) {
        writer.append(PngImages.pixels(SHAPE, i), i);
      }
      writer.finish();
    }
    try (ImageStore store = new PngFormat().open(path)) {
      int[] labels = new int[classes.size()];
      int[] indices = IntStream.range(0, classes.size()).toArray();
      store.read(indices, 0, indices.length, ByteBuffer.allocateDirect(6 * SHAPE.bytes()), labels);
      assertArrayEquals(indices, labels);
      assertEquals(classes, store.classes());
    }
  }

  @Test
  void readsFilesThatAnotherProgramRewrote() throws IOException {
    byte[] pixels = PngImages.interleaved(PngImages.pixels(SHAPE, 3), SHAPE);
    byte[] rows = TestPng.filter(pixels, 18, 3, 3, 4);
    byte[] text = new byte[100_000];
    TestPng file = new TestPng().header(6, 4, 8, 2, 0).chunk("tEXt", text);
    Files.write(image(3), file.chunk("IDAT", TestPng.deflate(rows)).end());
    try (ImageStore store = new PngFormat().open(root)) {
      assertArrayEquals(PngImages.pixels(SHAPE, 3), PngImages.read(store, 3));
      assertArrayEquals(PngImages.pixels(SHAPE, 4), PngImages.read(store, 4));
    }
  }

  @Test
  void namesPathAndIndexOfDamagedImages() throws IOException {
    assertDamagedImage("the file is missing", () -> Files.delete(image(2)));
    assertDamagedImage("the file is missing", () -> Files.createDirectory(image(2)));
    Files.delete(image(2));
    assertDamagedImage("not a PNG file", () -> Files.write(image(2), new byte[0]));
    if (Files.exists(Path.of("/dev/zero"))) {
      Files.delete(image(2));
      Path endless = Path.of("/dev/zero");
      assertDamagedImage("a regular file", () -> Files.createSymbolicLink(image(2), endless));
      Files.delete(image(2));
    }
    assertDamagedImage("found 5x6", () -> Files.write(image(2), TestPng.of(6, 5, 2, new byte[9])));
    byte[] other = Files.readAllBytes(image(1));
    assertDamagedImage("cut off", () -> Files.write(image(2), Arrays.copyOf(other, 90)));
  }

  @Test
  void checksChecksumsWhenAsked() throws IOException {
    byte[] pixels = PngImages.pixels(SHAPE, 2);
    assertArrayEquals(pixels, readStrictly());
    byte[] file = Files.readAllBytes(image(2));
    file[60] ^= 1;
    Files.write(image(2), file);
    assertFalse(Arrays.equals(pixels, readSecond(new PngFormat())));
    String message = assertThrows(StoreException.class, () -> readStrictly()).getMessage();
    assertTrue(message.contains("CRC"), message);
  }

  private byte[] readStrictly() throws IOException {
    try (ImageStore store = new PngFormat().openStrictly(root)) {
      return PngImages.read(store, 2);
    }
  }

  private byte[] readSecond(PngFormat format) throws IOException {
    try (ImageStore store = format.open(root)) {
      return PngImages.read(store, 2);
    }
  }

  /** Files longer than the memory first set aside, and with what does not belong there behind. */
  @Test
  void readsFilesOfEveryLength() throws IOException {
    byte[] pixels = PngImages.pixels(SHAPE, 2);
    byte[] file = Files.readAllBytes(image(2));
    int head = PngChunks.START_BYTES;
    for (int extra = 0; extra < 5000; extra += 7) {
      TestPng longer = new TestPng().header(6, 4, 8, 2, 0).chunk("tEXt", new byte[extra]);
      longer.append(Arrays.copyOfRange(file, head, file.length)).append(new byte[extra % 3]);
      Files.write(image(2), longer.bytes());
      assertArrayEquals(pixels, readSecond(new PngFormat()), extra + " bytes more");
    }
  }

  /** Runs the damage, then expects image 2 to be refused and its neighbours to be read. */
  private void assertDamagedImage(String part, Executable damage) throws IOException {
    assertDoesNotThrow(damage);
    try (ImageStore store = new PngFormat().open(root)) {
      assertArrayEquals(PngImages.pixels(SHAPE, 1), PngImages.read(store, 1));
      String message =
          assertThrows(StoreException.class, () -> PngImages.read(store, 2)).getMessage();
      assertTrue(message.startsWith(image(2) + ": image 2: "), message);
      assertTrue(message.contains(part), message);
      assertArrayEquals(PngImages.pixels(SHAPE, 3), PngImages.read(store, 3));
    }
  }

  @Test
  void refusesStoresWithoutManifest() throws IOException {
    Files.delete(root.resolve("manifest.json"));
    assertRefused("unfinished");
    assertTrue(new PngFormat().recognises(root));
  }

  @Test
  void refusesStoresOfANewerProgram() throws IOException {
    Path manifest = root.resolve("manifest.json");
    String text = Files.readString(manifest);
    String newer = text.replaceFirst("\"formatVersion\": 3", "\"formatVersion\": 4");
    assertFalse(text.equals(newer));
    Files.writeString(manifest, newer);
    assertRefused("version 4");
  }

  @Test
  void refusesDamagedManifests() throws IOException {
    Path manifest = root.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).substring(0, 100));
    assertRefused("manifest.json: damaged manifest");
    Files.write(manifest, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertRefused("not UTF-8");
  }

  @Test
  void refusesWhatIsNoFolder() throws IOException {
    root = folder.resolve("nowhere");
    assertRefused("no such folder");
    Files.writeString(root, "text");
    assertRefused("not a folder");
  }

  @Test
  void refusesDamagedLabels() throws IOException {
    Path file = root.resolve("labels.csv");
    String text = Files.readString(file);
    assertLabelsRefused(
        text.replace("file,", "path,"), "line 1: found [path, label, class, crc32c]");
    assertLabelsRefused(
        text.replace("000/00000001.png", "../../secret.png"),
        "line 3: found file 'images/../../secret.png', expected 'images/000/00000001.png'");
    assertLabelsRefused(
        text.replace(",1,dog", ",3,dog"), "line 4: found label '3', expected 0 to 2");
    assertLabelsRefused(text.replace(",1,dog", ",-1,dog"), "found label '-1'");
    assertLabelsRefused(text.replace(",1,dog", ",one,dog"), "found label 'one'");
    assertLabelsRefused(text.replace(",1,dog", ",1,cat"), "found class 'cat', expected 'dog'");
    assertLabelsRefused(text.replace(",1,dog", ",1"), "line 4: found 3 columns, expected 4");
    assertLabelsRefused(text.replace(",1,dog", ",1,\"dog"), "not UTF-8 CSV");
    assertLabelsRefused(text + "images/000/00000004.png,0,cat,00000000\n", "line 7: found file");
    assertLabelsRefused(
        text + "images/000/00000005.png,0,dog,00000000\n", "line 7: found class 'dog'");
    assertLabelsRefused(text + "images/000/00000005.png,0", "line 7: found 2 columns");
    assertLabelsRefused(text.replace(",1,dog,", ",1,dog,G"), "line 4: found checksum 'G");
    assertLabelsRefused(text + "images/000/00000005.png,0,cat,0000000", "found checksum '0000000'");
    assertLabelsRefused(text + "\0\0\0\0", "line 7: found 1 columns");
    assertLabelsRefused("", "empty");
    Files.write(file, new byte[] {'f', (byte) 0xff});
    assertRefused("not UTF-8 CSV");
    Files.delete(file);
    assertRefused("labels.csv: the file is missing");
  }

  private static String checksum(int index) {
    return PngRows.hex(
        new ImageChecksum().of(PngImages.pixels(SHAPE, index), PngImages.label(index)));
  }

  private void assertLabelsRefused(String text, String part) throws IOException {
    Files.writeString(root.resolve("labels.csv"), text);
    assertRefused(root.resolve("labels.csv") + ": ");
    assertRefused(part);
  }

  /** But for the line end, which nothing is lost without. */
  @Test
  void refusesLabelsCutAnywhere() throws IOException {
    byte[] text = Files.readAllBytes(root.resolve("labels.csv"));
    for (int length = 0; length < text.length - 1; length++) {
      Files.write(root.resolve("labels.csv"), Arrays.copyOf(text, length));
      assertRefused("labels.csv: ");
    }
  }

  private void assertRefused(String part) {
    String message =
        assertThrows(StoreException.class, () -> new PngFormat().open(root).close()).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void recognisesItsFoldersOnly() throws IOException {
    PngFormat format = new PngFormat();
    assertTrue(format.recognises(root));
    assertFalse(format.recognises(folder));
    assertFalse(format.recognises(folder.resolve("nowhere")));
    assertFalse(format.recognises(root.resolve("labels.csv")));
  }

  @Test
  void leavesNoFinishedStoreWhenClosedEarly() throws IOException {
    Path path = folder.resolve("early");
    StoreSpec spec = new StoreSpec(SHAPE, 2, PngImages.CLASSES, "test");
    try (ImageStoreWriter writer = new PngFormat().create(path, spec)) {
      writer.append(PngImages.pixels(SHAPE, 0), 0, 0);
    }
    root = path;
    assertRefused("unfinished");
  }

  @Test
  void refusesReadsOnceClosed() throws IOException {
    ImageStore store = new PngFormat().open(root);
    PngImages.read(store, 0);
    store.close();
    store.close();
    assertThrows(IllegalStateException.class, () -> PngImages.read(store, 0));
  }

  @Test
  void closesUnderReadsOfManyThreads() throws Exception {
    ImageStore store = new PngFormat().open(root);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> reading =
          () -> {
            try {
              for (int i = 0; true; i = (i + 1) % COUNT) {
                assertArrayEquals(PngImages.pixels(SHAPE, i), PngImages.read(store, i));
              }
            } catch (IllegalStateException e) {
              return e.getMessage().contains("closed");
            }
          };
      List<Future<Boolean>> results =
          IntStream.range(0, 4).mapToObj(i -> threads.submit(reading)).toList();
      Thread.sleep(100);
      store.close();
      for (Future<Boolean> result : results) {
        assertTrue(result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Path image(int index) {
    return root.resolve(PngFiles.image(index));
  }
}
