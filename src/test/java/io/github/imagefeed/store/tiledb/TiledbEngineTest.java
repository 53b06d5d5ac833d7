package io.github.imagefeed.store.tiledb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import io.tiledb.java.api.Array;
import io.tiledb.java.api.Context;
import io.tiledb.java.api.Group;
import io.tiledb.java.api.Layout;
import io.tiledb.java.api.Query;
import io.tiledb.java.api.QueryStatus;
import io.tiledb.java.api.QueryType;
import io.tiledb.java.api.SubArray;
import io.tiledb.java.api.TileDBError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arrays through the TileDB library itself, which knows nothing of how we map them. */
final class TiledbEngineTest {

  private static final ImageShape SHAPE = ImageShape.rgb(7, 5);

  @TempDir Path folder;

  @BeforeAll
  static void requireLibrary() {
    TiledbSamples.assumeUsable();
  }

  /**
   * From one fragment and from several, of images that share tiles and that are longer than one.
   */
  @Test
  void theLibraryReadsTheSame() throws IOException, TileDBError {
    requireSame(TestImages.of(SHAPE, 1_237), 1_237);
    requireSame(TestImages.of(SHAPE, 1_237), 600);
    requireSame(TestImages.of(ImageShape.rgb(200, 190), 45), 44);
  }

  @Test
  void fragmentsOfOthersAreNotSeenAndKeepAnAppendAway() throws IOException {
    TestImages images = TestImages.of(SHAPE, 30);
    Path store = folder.resolve("store");
    images.write(new TiledbFormat(), store);
    TiledArray labels = TiledArray.of(SHAPE).get(TiledArray.LABELS);
    ByteBuffer cells = ByteBuffer.allocateDirect(4 * 30);
    try (TiledbEngine engine = TiledbEngine.start()) {
      engine.write(store.resolve("labels"), labels, 1_000, 0, 30, cells);
    }
    try (ImageStore open = new TiledbFormat().open(store)) {
      int[] found = new int[1];
      open.read(new int[] {7}, 0, 1, ByteBuffer.allocateDirect(SHAPE.bytes()), found);
      assertEquals(images.label(7), found[0]);
    }
    StoreException e =
        assertThrows(
            StoreException.class, () -> StoreAppender.open(new TiledbFormat(), store, 1).close());
    assertTrue(e.getMessage().contains("another program"), e.getMessage());
  }

  @Test
  void otherGroupsAndMissingFilesAreRefusedWithTheirReason() throws IOException {
    TestImages images = TestImages.of(SHAPE, 30);
    Path store = folder.resolve("store");
    try (TiledbEngine engine = TiledbEngine.start()) {
      engine.createGroup(store, TiledArray.of(SHAPE));
    }
    assertTrue(new TiledbFormat().recognises(store));
    assertTrue(refusal(store).contains("no manifest"), refusal(store));
    Path other = folder.resolve("other");
    images.write(new TiledbFormat(), other);
    Path fragment = Workshop.children(other.resolve("labels").resolve("__fragments")).get(0);
    Files.delete(fragment.resolve("a0.tdb"));
    assertTrue(refusal(other).contains("a0.tdb: missing"), refusal(other));
    assertFalse(new TiledbFormat().recognises(folder));
  }

  private static String refusal(Path store) {
    return assertThrows(StoreException.class, () -> new TiledbFormat().open(store).close())
        .getMessage();
  }

  private void requireSame(TestImages images, int first) throws IOException, TileDBError {
    Path store = Files.createTempDirectory(folder, "same").resolve("store");
    new TestImages(images.shape(), first, images.classes(), images.seed())
        .write(new TiledbFormat(), store);
    if (first < images.count()) {
      int more = images.count() - first;
      try (StoreAppender appender = StoreAppender.open(new TiledbFormat(), store, more)) {
        for (int i = first; i < images.count(); i++) {
          appender.append(images.pixels(i), images.label(i));
        }
        appender.finish();
      }
    }
    int bytes = images.shape().bytes();
    ByteBuffer pixels = read(store, "images", images.count(), bytes, images.shape());
    ByteBuffer labels = read(store, "labels", images.count(), 4);
    ByteBuffer checksums = read(store, "checksums", images.count(), 4);
    byte[] found = new byte[bytes];
    for (int i = 0; i < images.count(); i++) {
      pixels.get(i * bytes, found);
      assertArrayEquals(images.pixels(i), found, "image " + i);
      assertEquals(images.label(i), labels.getInt(4 * i), "label " + i);
      assertEquals(images.checksum(i), checksums.getInt(4 * i), "checksum " + i);
    }
  }

  /** All that the array says it has. */
  private static ByteBuffer read(Path store, String name, int count, int bytes, ImageShape... shape)
      throws TileDBError {
    ByteBuffer cells = ByteBuffer.allocateDirect(count * bytes).order(ByteOrder.nativeOrder());
    try (Context context = new Context();
        Group group = new Group(context, store.toString(), QueryType.TILEDB_READ);
        Array array = new Array(context, store.resolve(name).toString());
        SubArray all = new SubArray(context, array);
        Query query = new Query(array, QueryType.TILEDB_READ)) {
      assertEquals(3, group.getMemberCount());
      assertEquals(0L, array.nonEmptyDomain().get("image").getFirst());
      assertEquals(count - 1L, array.nonEmptyDomain().get("image").getSecond());
      all.addRange(0, 0L, count - 1L, null);
      for (ImageShape each : shape) {
        all.addRange(1, 0L, each.channels() - 1L, null);
        all.addRange(2, 0L, each.height() - 1L, null);
        all.addRange(3, 0L, each.width() - 1L, null);
      }
      query.setLayout(Layout.TILEDB_ROW_MAJOR);
      query.setSubarray(all);
      query.setDataBuffer("", cells);
      assertEquals(QueryStatus.TILEDB_COMPLETED, query.submit());
    }
    return cells;
  }
}
