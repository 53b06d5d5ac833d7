package io.github.imagefeed.store.tiledb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed append has left goes; what others have written meanwhile does not. */
final class TiledbKilledAppendTest {

  private static final ImageShape SHAPE = ImageShape.rgb(7, 5);
  private static final TestImages IMAGES = TestImages.of(SHAPE, 31);
  private static final TiledbFormat FORMAT = new TiledbFormat();
  private static final List<TiledArray> ARRAYS = TiledArray.of(SHAPE);

  @TempDir Path folder;

  private Path store;
  private TiledbParts parts;

  @BeforeAll
  static void requireLibrary() {
    TiledbSamples.assumeUsable();
  }

  @BeforeEach
  void write() throws IOException {
    store = folder.resolve("store");
    parts = new TiledbParts(store, ARRAYS);
    TestImages.of(SHAPE, 30).write(FORMAT, store);
  }

  /** As the writer does, without a note. */
  private List<Fragment.Part> put(int arrays, long timestamp, int first) throws IOException {
    List<Fragment.Part> put = new ArrayList<>();
    try (TiledbEngine engine = TiledbEngine.start()) {
      for (int a = 0; a < arrays; a++) {
        TiledArray array = ARRAYS.get(a);
        ByteBuffer cells = ByteBuffer.allocateDirect(array.recordBytes());
        String name = engine.write(parts.array(a), array, timestamp, first, 1, cells);
        Path metadata = new Fragment.Part(name, 0).metadata(parts.array(a));
        put.add(new Fragment.Part(name, Contents.crc(metadata)));
      }
    }
    return put;
  }

  /** Killed while it wrote its second fragment. */
  private void killAnAppend() throws IOException {
    Contents contents = TiledbFolder.read(store).contents();
    long timestamp = parts.nextTimestamp();
    Workshop workshop = new Workshop(store);
    workshop.open(contents);
    workshop.add(new Fragment(30, 1, put(ARRAYS.size(), timestamp, 30)));
    put(1, timestamp + 1, 31);
  }

  private void append() throws IOException {
    try (StoreAppender appender = StoreAppender.open(FORMAT, store, 1)) {
      appender.append(IMAGES.pixels(30), IMAGES.label(30));
      appender.finish();
    }
    try (ImageStore open = FORMAT.openStrictly(store)) {
      assertEquals(IMAGES.digest(), Verify.digest(open));
    }
    assertEquals(List.of(), parts.others(TiledbFolder.read(store).contents()));
  }

  @Test
  void whatItLeftIsRemoved() throws IOException {
    killAnAppend();
    append();
  }

  /** As after a loss of power, which takes the notes and may leave the fragments. */
  @Test
  void whatItLeftIsRemovedWithoutNotes() throws IOException {
    killAnAppend();
    Files.write(store.resolve(".unfinished").resolve("files"), new byte[100]);
    append();
  }

  /** Programs take the clock's milliseconds for the timestamp. */
  @Test
  void whatAnotherProgramAddedIsRefusedAndNotRemoved() throws IOException {
    killAnAppend();
    List<Path> ours = parts.others(TiledbFolder.read(store).contents());
    put(2, System.currentTimeMillis(), 12);
    List<Path> others = parts.others(TiledbFolder.read(store).contents());
    StoreException e =
        assertThrows(StoreException.class, () -> StoreAppender.open(FORMAT, store, 1).close());
    assertTrue(e.getMessage().contains("another program has written to it"), e.getMessage());
    assertEquals(others, parts.others(TiledbFolder.read(store).contents()));
    others.removeAll(ours);
    assertEquals(4, others.size());
    for (Path path : others) {
      Trees.delete(path);
    }
    append();
  }

  @Test
  void anAppendThatIsGivenUpRemovesItsOwnOnly() throws IOException {
    try (ImageStoreWriter writer = FORMAT.append(store, FORMAT.manifest(store), 1)) {
      writer.append(IMAGES.pixels(30), IMAGES.label(30), IMAGES.checksum(30));
      put(2, System.currentTimeMillis(), 12);
    }
    assertEquals(4, parts.others(TiledbFolder.read(store).contents()).size());
    try (ImageStore open = FORMAT.open(store)) {
      assertEquals(TestImages.of(SHAPE, 30).digest(), Verify.digest(open));
    }
  }
}
