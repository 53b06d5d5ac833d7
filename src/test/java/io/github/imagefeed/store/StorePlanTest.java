package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.arrow.ArrowFormat;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import io.github.imagefeed.store.rocksdb.RocksDbFormat;
import io.github.imagefeed.store.tiledb.TiledbFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What formats say of their layout beforehand. */
final class StorePlanTest {

  @TempDir Path folder;

  private static StoreSpec spec(int count) {
    return new StoreSpec(ImageShape.rgb(32, 32), count, ClassNames.of("a"), "black");
  }

  private Path written(StoreFormat format, StoreSpec spec) throws IOException {
    Path store = folder.resolve(format.name());
    try (StoreWriter writer = StoreWriter.create(format, store, spec, false)) {
      for (int i = 0; i < spec.count(); i++) {
        writer.append(new byte[spec.shape().bytes()], 0);
      }
      writer.finish();
    }
    return store;
  }

  @Test
  void pngHasAFileForEachImage() throws IOException {
    StorePlan plan = new PngFormat().plan(spec(30));
    assertTrue(plan.fileEach());
    assertEquals(OptionalInt.of(1), plan.blockImages());
    Path store = written(new PngFormat(), spec(30));
    try (Stream<Path> files = Files.walk(store)) {
      assertEquals(30, files.filter(file -> file.toString().endsWith(".png")).count());
    }
  }

  @Test
  void lmdbHasBlocksAndAMapThatHoldsThem() throws IOException {
    assertEquals(OptionalInt.of(128), new LmdbFormat().plan(spec(500)).blockImages());
    assertEquals(OptionalInt.of(7), new LmdbFormat(7).plan(spec(500)).blockImages());
    assertEquals(OptionalInt.of(3), new LmdbFormat(7).plan(spec(3)).blockImages());
    StorePlan plan = new LmdbFormat(1).plan(spec(500));
    Path store = written(new LmdbFormat(1), spec(500));
    assertTrue(plan.mapBytes().orElseThrow() >= Files.size(store.resolve("data.mdb")));
  }

  @Test
  void lmdbRefusesMoreBlocksThanItHasKeysFor() {
    StoreSpec spec = spec(100_000_001);
    assertThrows(IllegalArgumentException.class, () -> new LmdbFormat(1).plan(spec));
    assertEquals(OptionalInt.of(2), new LmdbFormat(2).plan(spec).blockImages());
  }

  @Test
  void arrowHasRecordBatches() {
    assertEquals(OptionalInt.of(500), new ArrowFormat().plan(spec(500)).blockImages());
    assertEquals(OptionalInt.of(5_461), new ArrowFormat().plan(spec(50_000)).blockImages());
    assertEquals(OptionalInt.of(7), new ArrowFormat(7).plan(spec(500)).blockImages());
  }

  @Test
  void arrowRefusesMoreBatchesThanAFooterHolds() {
    StoreSpec spec = spec(10_000_001);
    assertThrows(IllegalArgumentException.class, () -> new ArrowFormat(1).plan(spec));
    assertEquals(OptionalInt.of(2), new ArrowFormat(2).plan(spec).blockImages());
    assertThrows(IllegalArgumentException.class, () -> new ArrowFormat(400_000).plan(spec));
  }

  @Test
  void tiledbHasTiles() {
    assertEquals(OptionalInt.of(21), new TiledbFormat().plan(spec(500)).blockImages());
    assertEquals(OptionalInt.of(5), new TiledbFormat().plan(spec(5)).blockImages());
  }

  @Test
  void hdf5HasPiecesOnlyWhereItIsChunked() {
    for (StoreFormat format : Jhdf5.with(new Hdf5Format())) {
      assertTrue(format.plan(spec(500)).blockImages().isEmpty(), format.name());
    }
    StorePlan chunked = new Hdf5Format(Hdf5Layout.CHUNKED, 9).plan(spec(500));
    assertEquals(OptionalInt.of(9), chunked.blockImages());
    assertTrue(chunked.mapBytes().isEmpty());
  }

  @Test
  void rocksDbHasBlocks() {
    assertEquals(OptionalInt.of(16), new RocksDbFormat().plan(spec(500)).blockImages());
    assertEquals(OptionalInt.of(7), new RocksDbFormat(7).plan(spec(500)).blockImages());
    assertEquals(OptionalInt.of(3), new RocksDbFormat(7).plan(spec(3)).blockImages());
    assertTrue(new RocksDbFormat().plan(spec(500)).mapBytes().isEmpty());
  }
}
