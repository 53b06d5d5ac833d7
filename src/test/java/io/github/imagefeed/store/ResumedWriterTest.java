package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.arrow.ArrowFormat;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFormat;
import io.github.imagefeed.store.rocksdb.RocksDbFormat;
import io.github.imagefeed.store.tiledb.TiledbFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writers that were stopped, by a kill or a failure, and go on where they were. */
final class ResumedWriterTest {

  private static final int KILLS = Integer.getInteger("imagefeed.kills", 2);

  private static final TestImages IMAGES =
      TestImages.of(new ImageShape(64, 64, 3, Layout.CHW), 1_203);

  @TempDir Path folder;

  private static final Map<String, StoreFormat> FORMATS =
      new TreeMap<>(
          Map.of(
              "png", new PngFormat(),
              "tiledb", new TiledbFormat(),
              "png-small", new PngFormat(PngCompression.SMALL),
              "lmdb", new LmdbFormat(20),
              "hdf5", new Hdf5Format(),
              "hdf5-chunked", new Hdf5Format(Hdf5Layout.CHUNKED, 10),
              "hdf5-deflate", new Hdf5Format(Hdf5Layout.DEFLATE, 10),
              "arrow", new ArrowFormat(),
              "arrow-small", new ArrowFormat(20),
              "rocksdb", new RocksDbFormat(20)));

  static {
    Jhdf5.format().forEach(format -> FORMATS.put(format.name(), format));
  }

  static Stream<String> formats() {
    return FORMATS.keySet().stream()
        .filter(name -> !name.equals("tiledb") || TiledbFormat.missing().isEmpty());
  }

  /** The other program: goes on to the end, slowly enough to be killed in its midst. */
  public static void main(String[] arguments) throws Exception {
    StoreFormat format = FORMATS.get(arguments[0]);
    try (StoreWriter writer =
        StoreWriter.resume(format, Path.of(arguments[1]), IMAGES.spec(), false)) {
      System.out.println(writer.kept());
      for (int i = writer.kept(); i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      writer.finish();
    }
    System.out.println("end");
  }

  /** Killed again and again until it comes to its end: what was kept once is kept. */
  @ParameterizedTest
  @MethodSource("formats")
  void afterKills(String name, TestReporter reporter) throws Exception {
    Path store = folder.resolve("store");
    Random random = new Random(name.hashCode());
    TreeMap<Integer, Integer> kept = new TreeMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process other = start(name, store);
      try (BufferedReader said = other.inputReader()) {
        kept.merge(Integer.parseInt(said.readLine()), 1, Integer::sum);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(150));
      } finally {
        other.destroyForcibly().waitFor();
      }
      if (Files.exists(store)) { // killed at the very end: plan and lock may still be there
        requireWhole(name, store);
        Trees.delete(store);
      }
    }
    Process last = start(name, store);
    try (BufferedReader said = last.inputReader()) {
      kept.merge(Integer.parseInt(said.readLine()), 1, Integer::sum);
      assertEquals("end", said.readLine());
    }
    assertEquals(0, last.waitFor());
    requireAll(name, store);
    reporter.publishEntry(name + ": images kept (times)", kept.toString());
  }

  private static Process start(String name, Path store) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ResumedWriterTest.class.getName(),
            name,
            store.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void requireAll(String name, Path store) throws IOException {
    requireWhole(name, store);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(store), files.toList());
    }
  }

  private static void requireWhole(String name, Path store) throws IOException {
    assertEquals(List.of(), Verify.store(FORMATS.get(name), store, done -> {}));
    try (ImageStore open = FORMATS.get(name).open(store)) {
      assertEquals(IMAGES.digest(), open.manifest().digest());
    }
  }

  /** Stops after some images, as a failure does. */
  private int stop(StoreFormat format, TestImages images, Path store, int until)
      throws IOException {
    try (StoreWriter writer = StoreWriter.resume(format, store, images.spec(), false)) {
      int kept = writer.kept();
      for (int i = 0; i < kept; i++) {
        assertEquals(images.checksum(i), writer.keptChecksum(i));
      }
      for (int i = kept; i < until; i++) {
        writer.append(images.pixels(i), images.label(i));
      }
      return kept;
    }
  }

  private void finish(StoreFormat format, TestImages images, Path store) throws IOException {
    try (StoreWriter writer = StoreWriter.resume(format, store, images.spec(), false)) {
      for (int i = writer.kept(); i < images.count(); i++) {
        writer.append(images.pixels(i), images.label(i));
      }
      writer.finish();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void afterFailures(String name) throws IOException {
    StoreFormat format = FORMATS.get(name);
    Path store = folder.resolve("store");
    assertEquals(0, stop(format, IMAGES, store, 0));
    assertEquals(0, stop(format, IMAGES, store, 1_000));
    assertFalse(Files.exists(store));
    int kept = stop(format, IMAGES, store, 0);
    assertTrue(kept > 0 && kept <= 1_000, kept + " images kept");
    assertEquals(kept, stop(format, IMAGES, store, 0), "nothing is lost by trying");
    finish(format, IMAGES, store);
    requireAll(name, store);
    assertThrows(
        FileAlreadyExistsException.class,
        () -> StoreWriter.resume(format, store, IMAGES.spec(), false));
  }

  /** What was all written, but for the renaming. */
  @ParameterizedTest
  @MethodSource("formats")
  void afterAStopAtTheVeryEnd(String name) throws IOException {
    StoreFormat format = FORMATS.get(name);
    Path store = folder.resolve("store");
    StoreTarget.Observer stop =
        step -> {
          throw new IllegalStateException("stop");
        };
    try (StoreWriter writer = StoreWriter.resume(format, store, IMAGES.spec(), false)) {
      for (int i = 0; i < IMAGES.count(); i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      assertThrows(IllegalStateException.class, () -> writer.finish(stop));
    }
    int kept = stop(format, IMAGES, store, 0);
    assertTrue(kept > IMAGES.count() - 30, kept + " images kept");
    finish(format, IMAGES, store);
    requireAll(name, store);
  }

  /** A machine that stopped may have lost what the system had not yet written. */
  @ParameterizedTest
  @MethodSource("formats")
  void afterDamage(String name) throws IOException {
    StoreFormat format = FORMATS.get(name);
    Path store = folder.resolve("store");
    Random random = new Random(5);
    int kept = 0;
    for (int round = 0; round < 8; round++) {
      kept += stop(format, IMAGES, store, 1_000);
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder.resolve(".store.unfinished"))) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
      for (int damage = 0; damage < 3; damage++) {
        try (RandomAccessFile file =
            new RandomAccessFile(files.get(random.nextInt(files.size())).toFile(), "rw")) {
          long at = (long) (random.nextDouble() * file.length());
          if (round % 4 == 0) {
            file.setLength(at);
          } else {
            file.seek(at);
            file.write(new byte[random.nextInt(5_000)]);
          }
        }
      }
    }
    assertTrue(kept > 0, "nothing was kept in any round");
    finish(format, IMAGES, store);
    requireAll(name, store);
  }

  /** What took hours is not thrown away for a slip in the options. */
  @Test
  void whatIsOfOtherImagesIsRefused() throws IOException {
    Path store = folder.resolve("store");
    TestImages more = TestImages.of(IMAGES.shape(), IMAGES.count() + 1);
    stop(FORMATS.get("hdf5-deflate"), IMAGES, store, 1_000);
    for (String other : List.of("hdf5-chunked", "hdf5", "png", "png-small", "lmdb", "arrow")) {
      assertRefused(FORMATS.get(other), IMAGES, store);
    }
    assertRefused(FORMATS.get("hdf5-deflate"), more, store);
    assertTrue(stop(FORMATS.get("hdf5-deflate"), IMAGES, store, 0) > 900);
    finish(FORMATS.get("hdf5-deflate"), IMAGES, store);
    requireAll("hdf5-deflate", store);
  }

  private void assertRefused(StoreFormat format, TestImages images, Path store) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> stop(format, images, store, 1));
    assertTrue(
        e.getMessage().contains("was to be hdf5 with 1203 images of 64x64x3"), e.getMessage());
  }

  @Test
  void saysWhyItBeginsAnew() throws IOException {
    Path store = folder.resolve("store");
    stop(FORMATS.get("png"), IMAGES, store, 100);
    Files.delete(folder.resolve(".store.unfinished/labels.csv"));
    try (StoreWriter writer = StoreWriter.resume(FORMATS.get("png"), store, IMAGES.spec(), false)) {
      assertEquals(0, writer.kept());
      assertTrue(writer.begunAnew().orElseThrow().contains("labels.csv"));
    }
  }

  @Test
  void anOrdinaryWriterRemovesWhatIsLeft() throws IOException {
    Path store = folder.resolve("store");
    stop(FORMATS.get("png"), IMAGES, store, 100);
    IMAGES.write(FORMATS.get("lmdb"), store);
    requireAll("lmdb", store);
  }
}
