package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only chunks can get wrong; {@link Hdf5ContractTest} has the rest. */
final class Hdf5ChunksTest {

  private static final ImageShape SMALL = ImageShape.rgb(4, 5);

  @TempDir Path folder;

  /** One image is larger than the usual chunk: a chunk each. And chunks of one, all, and more. */
  @ParameterizedTest
  @CsvSource({
    "CHUNKED, 3, 500, 0", "DEFLATE, 3, 500, 0", "CHUNKED, 7, 20, 1", "CHUNKED, 7, 20, 7",
    "CHUNKED, 7, 20, 100", "DEFLATE, 7, 20, 7", "DEFLATE, 7, 20, 100", "DEFLATE, 1, 20, 3",
    "CHUNKED, 2500, 4, 1", "DEFLATE, 2500, 4, 1",
  })
  void whatIsWrittenIsRead(Hdf5Layout layout, int count, int side, int chunk) throws IOException {
    StoreSpec spec = Samples.spec(ImageShape.rgb(side, side), count, Samples.TWO);
    Path path = folder.resolve("store.h5");
    Samples.write(chunk == 0 ? new Hdf5Format(layout) : new Hdf5Format(layout, chunk), path, spec);
    try (ImageStore store = new Hdf5Format().open(path)) {
      int expected = Math.min(count, Math.max(chunk, 1));
      assertTrue(
          store.layout().orElseThrow().startsWith("chunks of " + expected + " "),
          store.layout().toString());
      assertSamples(store);
    }
  }

  /** Windows far smaller than the file, and than a chunk. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 4_096})
  void deflatedChunksInManyWindows(int windowBytes) throws IOException {
    Path path = small(Hdf5Layout.DEFLATE, 3);
    try (ImageStore store = Hdf5Store.open(path, windowBytes)) {
      assertSamples(store);
    }
  }

  private static void assertSamples(ImageStore store) throws IOException {
    int[] order = new Random(1).ints(0, store.size()).distinct().limit(store.size()).toArray();
    List<byte[]> images = Samples.readAll(store, order);
    for (int k = 0; k < order.length; k++) {
      assertArrayEquals(
          Samples.pixels(order[k], store.shape().bytes()), images.get(k), "image " + order[k]);
    }
  }

  /** All that lies before the labels: superblock, headers, and the index of the chunks. */
  @ParameterizedTest
  @EnumSource(names = {"CHUNKED", "DEFLATE"})
  void oneBitAnywhereInTheMetadata(Hdf5Layout layout) throws IOException {
    Path path = small(layout, 3);
    byte[] bytes = Files.readAllBytes(path);
    int end = 4096;
    while (bytes[end - 1] == 0) {
      end--;
    }
    assertTrue(new String(bytes, 0, end, StandardCharsets.ISO_8859_1).contains("FADB"));
    for (int i = 0; i < end; i++) {
      if (i < 48 || i >= 64) { // Nothing lies between the superblock and the root group.
        bytes[i] ^= 0x40;
        refused(Files.write(path, bytes));
        bytes[i] ^= 0x40;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHUNKED", "DEFLATE"})
  void cut(Hdf5Layout layout) throws IOException {
    Path path = small(layout, 3);
    long size = Files.size(path);
    for (long length : new long[] {size - 1, 12_288, 12_287, 8_192, 4_096, 1_000}) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      String message = refused(path);
      assertTrue(message.contains(length + " bytes"), message);
    }
  }

  /** Each byte of the second of four chunks: images of the others stay readable. */
  @Test
  void damagedStreamNamesImageAndChunk() throws IOException {
    Path path = small(Hdf5Layout.DEFLATE, 3);
    byte[] bytes = Files.readAllBytes(path);
    int each = 3 * SMALL.bytes() + 11; // Noise is stored: frame and head of one block beside it.
    int begin = 12_288 + each;
    assertEquals(0x78, bytes[begin], "a zlib stream");
    for (int i = begin; i < begin + each; i++) {
      if (i == begin + 2) {
        continue; // Behind the kind of a stored block the bits of its byte mean nothing.
      }
      bytes[i] ^= 0x10;
      Files.write(path, bytes);
      bytes[i] ^= 0x10;
      try (ImageStore store = new Hdf5Format().open(path)) {
        for (int round = 0; round < 2; round++) { // What failed once must not be kept as whole.
          StoreException e =
              assertThrows(StoreException.class, () -> Samples.readAll(store, 0, 4, 8));
          assertTrue(
              e.getMessage().startsWith(path + ": image 4: damaged: chunk 1 at byte "),
              e.getMessage());
          assertArrayEquals(Samples.pixels(2, SMALL.bytes()), Samples.readAll(store, 8, 2).get(1));
        }
      }
    }
  }

  @Test
  void chunksOfTheWrongLength() throws IOException {
    Path path = small(Hdf5Layout.DEFLATE, 3);
    byte[] bytes = Files.readAllBytes(path);
    for (int length : new int[] {0, 179, 181, 5_000}) {
      Deflater deflater = new Deflater();
      deflater.setInput(new byte[length]);
      deflater.finish();
      byte[] damaged = bytes.clone();
      deflater.deflate(damaged, 12_288, 100);
      deflater.end();
      try (ImageStore store = new Hdf5Format().open(Files.write(path, damaged))) {
        StoreException e = assertThrows(StoreException.class, () -> Samples.readAll(store, 1));
        assertTrue(e.getMessage().contains("not 180 bytes long"), e.getMessage());
      }
    }
  }

  /** An index that is whole in itself, checksum included: windows are made by what it says. */
  @Test
  void chunkLongerThanDeflateMakesIt() throws IOException {
    Path path = small(Hdf5Layout.DEFLATE, 3);
    byte[] bytes = Files.readAllBytes(path);
    int indexAt = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("FAHD");
    int most = 3 * SMALL.bytes() + 13;
    for (int longer : new int[] {0, 1, 60_000}) {
      long[] starts = {12_288, 12_388, 12_488, 12_588, 12_588 + most + longer};
      ByteBuffer index = new ChunkPlan(SMALL, 10, 3, true).index(indexAt, starts);
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.write(index, indexAt);
        file.write(ByteBuffer.allocate(1), 100_000);
      }
      if (longer == 0) {
        new Hdf5Format().open(path).close();
      } else {
        String message = refused(path);
        assertTrue(message.contains("chunk 3 of " + (most + longer) + " bytes"), message);
      }
    }
  }

  /** Chunks that another program wrote in imitation of ours. */
  @Test
  void foreignChunks() {
    var options = DatasetCreationOptions.builder().unsigned();
    assertTrue(
        refused(foreign(options.chunkDimensions(new int[] {2, 3, 2, 5}).build()))
            .contains("chunks of parts of images"));
    assertTrue(
        refused(foreign(options.chunkDimensions(new int[] {2, 3, 4, 5}).shuffle().build()))
            .contains("this program reads deflate alone"));
    assertTrue(
        refused(foreign(options.chunkDimensions(new int[] {6, 3, 4, 5}).build()))
            .contains("index of type 1"));
  }

  private Path foreign(DatasetCreationOptions options) {
    Path path = folder.resolve("foreign.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("program", "imagefeed");
      file.putAttribute("format_version", StoreManifest.FORMAT_VERSION);
      file.putAttribute("layout", "CHW");
      file.putAttribute("source", "another program");
      file.putAttribute("digest", "0".repeat(64));
      file.putAttribute("classes", new String[] {"cat", "dog"});
      file.putDataset("images", new byte[6][3][4][5], options);
      file.putDataset("labels", new int[6]);
      file.putDataset("checksums", new int[6], DatasetCreationOptions.builder().unsigned().build());
    }
    return path;
  }

  @Test
  void sizesThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> new Hdf5Format(Hdf5Layout.CHUNKED, 0));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new Hdf5Format(Hdf5Layout.CONTIGUOUS, 5));
    assertTrue(e.getMessage().contains("choose chunked or deflate"), e.getMessage());
    Path path = folder.resolve("none.h5");
    StoreSpec many = Samples.spec(ImageShape.rgb(32, 32), 5_000_000, Samples.TWO);
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Hdf5Format(Hdf5Layout.CHUNKED, 400_000).create(path, many));
    assertTrue(e.getMessage().contains("at most 349525"), e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Hdf5Format(Hdf5Layout.DEFLATE, 1).create(path, many));
    assertTrue(e.getMessage().contains("use larger chunks"), e.getMessage());
    assertFalse(Files.exists(path));
  }

  /** Per batch some bytes for the pool of readers, per image nothing. */
  @Test
  void readingAllocatesNothingForAnImage() throws IOException {
    Path path = small(Hdf5Layout.DEFLATE, 3);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (ImageStore store = new Hdf5Format().open(path)) {
      int[] indices = new Random(2).ints(1_000, 0, store.size()).toArray();
      int[] labels = new int[indices.length];
      ByteBuffer pixels = ByteBuffer.allocateDirect(indices.length * SMALL.bytes());
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        store.read(indices, 0, indices.length, pixels, labels);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least < indices.length, least + " bytes for " + indices.length + " images");
    }
  }

  /** Ten images in chunks: labels at 4096, checksums at 8192, images at 12288. */
  private Path small(Hdf5Layout layout, int chunk) throws IOException {
    Path path = folder.resolve("small.h5");
    Samples.write(new Hdf5Format(layout, chunk), path, Samples.spec(SMALL, 10, Samples.TWO));
    if (layout == Hdf5Layout.CHUNKED) {
      assertEquals(12_288 + 12 * SMALL.bytes(), Files.size(path), "the last chunk is filled up");
    }
    return path;
  }

  private static String refused(Path path) {
    StoreException e = assertThrows(StoreException.class, () -> new Hdf5Format().open(path));
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    return e.getMessage();
  }
}
