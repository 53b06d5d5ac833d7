package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.arrow.ArrowFormat;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFormat;
import io.github.imagefeed.store.rocksdb.RocksDbFormat;
import io.github.imagefeed.store.tiledb.TiledbFormat;
import io.github.imagefeed.store.tiledb.TiledbSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What formats say beforehand, and what is on disk then. */
final class StoreSizeTest {

  private static final int PAGE = 4096;

  /** LMDB's free pages are told by a rule of thumb. */
  private static final int PAGES_OFF = 4;

  @TempDir Path folder;

  /** Side of the images, and how many. */
  private static final int[][] SETS = {
    {8, 1},
    {8, 100},
    {8, 2_000},
    {8, 30_000},
    {20, 500},
    {26, 500},
    {32, 1},
    {32, 7},
    {32, 300},
    {32, 5_000},
    {64, 1},
    {64, 700},
    {256, 1},
    {256, 90},
  };

  /** Values in leaves and in pages of their own, trees of one to three levels. Block 0: default. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 5, 16, 64, 128})
  void lmdb(int block) throws IOException {
    LmdbFormat format = block == 0 ? new LmdbFormat() : new LmdbFormat(block);
    for (int[] set : SETS) {
      StoreSpec spec = spec(set[0], set[1]);
      StoreSize size = format.predictSize(spec);
      long found = written(format, spec);
      String what = "block " + block + " " + spec.shape() + " x " + spec.count();
      assertEquals(Certainty.ESTIMATE, size.certainty());
      assertNear(found, size.bytes(), Math.min(0.02 * found, PAGES_OFF * PAGE), what);
    }
  }

  /** A manifest that has pages of its own. */
  @Test
  void lmdbWithManyClasses() throws IOException {
    StoreSpec spec = spec(8, 1_000, manyClasses());
    assertNear(
        written(new LmdbFormat(5), spec),
        new LmdbFormat(5).predictSize(spec).bytes(),
        PAGES_OFF * PAGE,
        "many classes");
  }

  /** Tiles to the byte; what the library says about them is compressed. */
  @Test
  void tiledb() throws IOException {
    TiledbSamples.assumeUsable();
    for (int[] set : SETS) {
      StoreSpec spec = spec(set[0], set[1], set[0] == 20 ? manyClasses() : ClassNames.of("a", "b"));
      StoreSize size = new TiledbFormat().predictSize(spec);
      long found = written(new TiledbFormat(), spec);
      assertEquals(Certainty.ESTIMATE, size.certainty());
      assertNear(found, size.bytes(), Math.max(0.02 * found, PAGES_OFF * PAGE), spec.toString());
    }
  }

  /** Tables are told by a rule of thumb. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16})
  void rocksdb(int block) throws IOException {
    RocksDbFormat format = block == 0 ? new RocksDbFormat() : new RocksDbFormat(block);
    for (int[] set : SETS) {
      StoreSpec spec = spec(set[0], set[1], set[0] == 20 ? manyClasses() : ClassNames.of("a", "b"));
      long found = written(format, spec);
      String what = "block " + block + " " + spec.shape() + " x " + spec.count();
      long predicted = format.predictSize(spec).bytes();
      assertNear(found, predicted, Math.max(0.02 * found, PAGE), what);
    }
  }

  /** To the byte, where nothing is compressed. */
  @Test
  void hdf5() throws IOException {
    for (int[] set : SETS) {
      StoreSpec spec = spec(set[0], set[1], set[0] == 20 ? manyClasses() : ClassNames.of("a", "b"));
      for (Hdf5Format format :
          List.of(
              new Hdf5Format(),
              new Hdf5Format(Hdf5Layout.CHUNKED),
              new Hdf5Format(Hdf5Layout.CHUNKED, 1),
              new Hdf5Format(Hdf5Layout.CHUNKED, 13))) {
        StoreSize size = format.predictSize(spec);
        assertEquals(written(format, spec), size.bytes(), spec.toString());
        assertEquals(Certainty.EXACT, size.certainty());
      }
    }
  }

  @Test
  void arrow() throws IOException {
    for (int[] set : SETS) {
      StoreSpec spec = spec(set[0], set[1], set[0] == 20 ? manyClasses() : ClassNames.of("a", "b"));
      for (ArrowFormat format :
          List.of(new ArrowFormat(), new ArrowFormat(13), new ArrowFormat(1_000))) {
        StoreSize size = format.predictSize(spec);
        assertEquals(written(format, spec), size.bytes(), spec.toString());
        assertEquals(Certainty.EXACT, size.certainty());
      }
    }
  }

  /** To a page or two: HDF5's metadata, of which JHDF5 does not say where they lie. */
  @Test
  void hdf5ThroughJhdf5() throws IOException {
    for (StoreFormat format : Jhdf5.format().toList()) {
      for (int[] set : SETS) {
        StoreSpec spec =
            spec(set[0], set[1], set[0] == 20 ? manyClasses() : ClassNames.of("a", "b"));
        StoreSize size = format.predictSize(spec);
        assertNear(written(format, spec), size.bytes(), PAGE, spec.toString());
        assertEquals(Certainty.ESTIMATE, size.certainty());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 3000", "32, 1", "32, 2000", "64, 300", "256, 20", "500, 2"})
  void pngAsItIs(int side, int count) throws IOException {
    StoreSpec spec = spec(side, count, ClassNames.of("cat", "a \"quoted\" dog", "größe"));
    PngFormat format = new PngFormat(PngCompression.NONE);
    StoreSize size = format.predictSize(spec);
    long found = written(format, spec);
    assertNear(found, size.bytes(), Math.max(0.01 * found, 20), spec.toString());
    assertEquals(Certainty.ESTIMATE, size.certainty());
    assertEquals(allocated(), size.allocated());
  }

  /** Noise, which does not compress, comes close to the bound; nothing may pass it. */
  @Test
  void boundsWhereItIsCompressed() throws IOException {
    List<StoreFormat> formats = new ArrayList<>();
    formats.add(new PngFormat(PngCompression.FAST));
    formats.add(new PngFormat(PngCompression.SMALL));
    formats.add(new Hdf5Format(Hdf5Layout.DEFLATE));
    formats.add(new Hdf5Format(Hdf5Layout.DEFLATE, 50));
    for (StoreFormat format : formats) {
      for (int side : new int[] {8, 32, 100}) {
        StoreSpec spec = spec(side, 111);
        StoreSize size = format.predictSize(spec);
        long found = written(format, spec);
        String what = format.name() + " " + side + ": " + found + " of " + size;
        assertEquals(Certainty.AT_MOST, size.certainty());
        assertTrue(found <= size.bytes(), what);
        assertTrue(size.bytes() < 1.5 * found, what);
      }
    }
  }

  @Test
  void writesNothingAndRefusesAsCreateDoes() throws IOException {
    StoreSpec spec = spec(256, 5);
    assertThrows(IllegalArgumentException.class, () -> new LmdbFormat(1_000_000).predictSize(spec));
    StoreSize huge = new Hdf5Format().predictSize(spec(256, Integer.MAX_VALUE));
    assertTrue(huge.bytes() > (long) Integer.MAX_VALUE * 256 * 256 * 3, huge.toString());
    StoreSize blocks = new LmdbFormat(128).predictSize(spec(32, 2_000_000_000));
    assertTrue(blocks.bytes() > 2_000_000_000L * 3_076, blocks.toString());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  /** Up to 2,147,483,647 images of 805 MB each: nothing on the way is an int too far. */
  @Test
  void theLargestStoresHaveASizeOrAreRefused() {
    List<StoreFormat> formats = new ArrayList<>();
    for (StoreFormat each :
        Jhdf5.with(
            new PngFormat(),
            new LmdbFormat(),
            new Hdf5Format(),
            new ArrowFormat(),
            new TiledbFormat())) {
      formats.add(each);
      each.variants().forEach(variant -> formats.add(variant.format()));
    }
    for (StoreFormat format : formats) {
      for (int side : new int[] {1, 32, 2_000, ImageShape.MAX_SIDE}) {
        for (int count : new int[] {100_000_000, Integer.MAX_VALUE}) {
          StoreSpec spec = spec(side, count);
          String what = format.name() + ", " + spec.shape() + " x " + count;
          StoreSize size;
          try {
            size = format.predictSize(spec);
            StorePlan plan = format.plan(spec);
            long mapped = plan.mapBytes().orElse(Long.MAX_VALUE);
            assertTrue(mapped > 0, what + ": " + plan);
          } catch (IllegalArgumentException e) {
            assertTrue(
                e.getMessage().matches(count + " images .*|.* limit of .*"), what + ": " + e);
            continue;
          }
          double pixels = (double) count * spec.shape().bytes();
          assertTrue(size.bytes() >= pixels, what + ": " + size);
          assertTrue(size.allocated() <= 1.5 * pixels + 9_000.0 * count, what + ": " + size);
        }
      }
    }
  }

  @Test
  void sizesAddUp() {
    StoreSize files = StoreSize.ofFile(5_000, Certainty.EXACT).times(3);
    assertEquals(new StoreSize(15_000, 24_576, Certainty.EXACT), files);
    StoreSize sum = files.plus(StoreSize.ofFile(1, Certainty.ESTIMATE));
    assertEquals(new StoreSize(15_001, 28_672, Certainty.ESTIMATE), sum);
    assertThrows(IllegalArgumentException.class, () -> new StoreSize(2, 1, Certainty.EXACT));
  }

  private static StoreSpec spec(int side, int count) {
    return spec(side, count, ClassNames.of("cat", "dog"));
  }

  private static StoreSpec spec(int side, int count, ClassNames classes) {
    return new StoreSpec(ImageShape.rgb(side, side), count, classes, "noise");
  }

  /** More names than fit a page of LMDB, or an attribute of HDF5. */
  private static ClassNames manyClasses() {
    return new ClassNames(
        Stream.iterate(0, i -> i + 1).limit(900).map(i -> "class " + i + "x".repeat(80)).toList());
  }

  private long written(StoreFormat format, StoreSpec spec) throws IOException {
    Random random = new Random(1);
    byte[] pixels = new byte[spec.shape().bytes()];
    try (StoreWriter writer = StoreWriter.create(format, folder.resolve("store"), spec, true)) {
      for (int i = 0; i < spec.count(); i++) {
        random.nextBytes(pixels);
        writer.append(pixels, random.nextInt(spec.classes().size()));
      }
      writer.finish();
    }
    return Trees.bytes(folder.resolve("store"));
  }

  private long allocated() throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += (Files.size(file) + PAGE - 1) / PAGE * PAGE;
      }
    }
    return sum;
  }

  private static void assertNear(long found, long predicted, double most, String what) {
    assertTrue(
        Math.abs(predicted - found) <= most,
        what + ": predicted " + predicted + ", found " + found + ", may differ by " + most);
    assertFalse(found == 0, what);
  }
}
