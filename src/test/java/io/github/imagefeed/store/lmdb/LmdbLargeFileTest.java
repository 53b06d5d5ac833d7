package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Dbi;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** Positions beyond what an int, signed or unsigned, can say, and more images than most have. */
final class LmdbLargeFileTest {

  private static final ClassNames TWO = ClassNames.of("cat", "dog");
  private static final ImageShape DOT = new ImageShape(1, 1, 1, Layout.CHW);
  private static final int HUNDRED_MILLION = 100_000_000;

  @TempDir Path folder;

  /** CIFAR's images in blocks of 64 MiB and more. */
  @Test
  void imagesBeyondFourGibibytes() throws IOException {
    ImageShape shape = ImageShape.rgb(32, 32);
    int count = 1_500_000;
    int[] touched = {0, 699_050, 699_051, 1_398_100, 1_398_101, count - 1};
    Path path = sparse(shape, count, 1 << 15, touched);
    assertTrue(Files.size(path.resolve(LmdbFiles.DATA)) > 1L << 32);
    assertTouched(path, touched);
  }

  @Test
  void aHundredMillionImages() throws IOException {
    int[] touched = {0, 1, 65_535, 65_536, 99_999_998, 99_999_999};
    Path path = sparse(DOT, HUNDRED_MILLION, LmdbFormat.defaultBlock(DOT), touched);
    assertTouched(path, touched);
    try (ImageStore store = new LmdbFormat().open(path)) {
      IndexOutOfBoundsException e =
          assertThrows(
              IndexOutOfBoundsException.class,
              () ->
                  store.read(
                      new int[] {HUNDRED_MILLION}, 0, 1, ByteBuffer.allocateDirect(1), new int[1]));
      assertTrue(e.getMessage().contains("100000000"), e.getMessage());
    }
  }

  /** 0.5 GB, written as every store is. */
  @Test
  @Tag("long")
  void aHundredMillionImagesAreWritten() throws IOException {
    Path path = folder.resolve("written");
    StoreSpec spec = new StoreSpec(DOT, HUNDRED_MILLION, TWO, "dots");
    byte[] pixel = new byte[1];
    try (StoreWriter writer = StoreWriter.create(new LmdbFormat(), path, spec, false)) {
      for (int i = 0; i < HUNDRED_MILLION; i++) {
        pixel[0] = (byte) (i % 251);
        writer.append(pixel, i & 1);
      }
      assertEquals(HUNDRED_MILLION, writer.finish().count());
    }
    try (ImageStore store = new LmdbFormat().open(path)) {
      int[] indices = new SplittableRandom(1).ints(100_000, 0, HUNDRED_MILLION).toArray();
      ByteBuffer pixels = ByteBuffer.allocateDirect(indices.length);
      int[] labels = new int[indices.length];
      store.read(indices, 0, indices.length, pixels, labels);
      for (int k = 0; k < indices.length; k++) {
        assertEquals((byte) (indices[k] % 251), pixels.get(k), "image " + indices[k]);
        assertEquals(indices[k] & 1, labels[k], "image " + indices[k]);
      }
    }
  }

  /**
   * A store whose images are zeros but for some: values are reserved in a map of the file itself
   * and not written, so that the file takes a few pages for each where the file system can do so.
   */
  private Path sparse(ImageShape shape, int count, int blockImages, int[] touched)
      throws IOException {
    Path path = Files.createDirectory(folder.resolve("sparse"));
    StoreManifest manifest = new StoreManifest(shape, count, TWO, "sparse", "0".repeat(64));
    long mapSize = ((long) count * LmdbFiles.recordBytes(shape)) / 100 * 101 + (1 << 24);
    try (Env<DirectBuffer> env =
        Env.create(DirectBufferProxy.PROXY_DB)
            .setMapSize(mapSize)
            .open(
                path.toFile(),
                EnvFlags.MDB_WRITEMAP,
                EnvFlags.MDB_NOSYNC,
                EnvFlags.MDB_NOLOCK,
                EnvFlags.MDB_NOMEMINIT)) {
      Dbi<DirectBuffer> table = env.openDbi((String) null);
      UnsafeBuffer key = LmdbFiles.keyBuffer();
      try (Txn<DirectBuffer> txn = env.txnWrite()) {
        for (int first = 0; first < count; first += blockImages) {
          int images = Math.min(blockImages, count - first);
          LmdbFiles.putKey(key, first / blockImages);
          DirectBuffer value = table.reserve(txn, key, images * LmdbFiles.recordBytes(shape));
          fill((MutableDirectBuffer) value, shape, first, images, touched);
        }
        byte[] json = ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
        UnsafeBuffer text = new UnsafeBuffer(ByteBuffer.allocateDirect(json.length));
        text.putBytes(0, json);
        table.put(txn, LmdbFiles.manifestKey(), text);
        table.put(txn, LmdbRevision.key(), LmdbRevision.value(LmdbRevision.FIRST));
        txn.commit();
      }
    }
    return path;
  }

  private static void fill(
      MutableDirectBuffer block, ImageShape shape, int first, int images, int[] touched) {
    for (int index : touched) {
      if (index >= first && index < first + images) {
        block.putBytes((index - first) * shape.bytes(), pixels(index, shape));
        block.putInt(
            images * shape.bytes() + (index - first) * Integer.BYTES, 1, ByteOrder.LITTLE_ENDIAN);
      }
    }
  }

  private static byte[] pixels(int index, ImageShape shape) {
    byte[] pixels = new byte[shape.bytes()];
    new SplittableRandom(index).nextBytes(pixels);
    return pixels;
  }

  private static void assertTouched(Path path, int[] touched) throws IOException {
    try (ImageStore store = new LmdbFormat().open(path)) {
      int bytes = store.shape().bytes();
      ByteBuffer pixels = ByteBuffer.allocateDirect(bytes * touched.length);
      int[] labels = new int[touched.length];
      store.read(touched, 0, touched.length, pixels, labels);
      int[] ones = new int[touched.length];
      Arrays.fill(ones, 1);
      assertArrayEquals(ones, labels);
      for (int k = 0; k < touched.length; k++) {
        byte[] found = new byte[bytes];
        pixels.get(k * bytes, found);
        assertArrayEquals(pixels(touched[k], store.shape()), found, "image " + touched[k]);
      }
      store.read(new int[] {store.size() / 2}, 0, 1, pixels, labels);
      assertEquals(0, labels[0]);
    }
  }
}
