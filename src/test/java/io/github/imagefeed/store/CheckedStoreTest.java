package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checked store is a store as any, and serves nothing that is not what was stored. */
final class CheckedStoreTest implements ImageStoreContract {

  private static final int DAMAGED = 700;

  /** A store that reads a bit or a label of one image wrong. */
  private record Wrong(ImageStore store, int pixelBit, int labelBit) implements ImageStore {
    @Override
    public StoreManifest manifest() {
      return store.manifest();
    }

    @Override
    public Optional<int[]> checksums() throws IOException {
      return store.checksums();
    }

    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
        throws IOException {
      store.read(indices, from, to, pixels, labels);
      for (int i = from; i < to; i++) {
        if (indices[i] == DAMAGED) {
          int at = pixels.position() + (i - from) * shape().bytes() + 17;
          pixels.put(at, (byte) (pixels.get(at) ^ pixelBit));
          labels[i - from] ^= labelBit;
        }
      }
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  @Override
  public ImageStore open(TestImages images, Path folder) throws IOException {
    return CheckedStore.of(written(images, folder), "a store");
  }

  private static ImageStore written(TestImages images, Path folder) throws IOException {
    Path path = folder.resolve("store.h5");
    images.write(new Hdf5Format(), path);
    return new Hdf5Format().open(path);
  }

  /** The example of RFC 3720, appendix B.4: 32 bytes of zeros, here 28 and a label of four. */
  @Test
  void isTheChecksumOfTheStandard() {
    assertEquals(0x8a9136aa, new ImageChecksum().of(new byte[28], 0));
    byte[] digits = "12345".getBytes(StandardCharsets.US_ASCII);
    int label = '6' | '7' << 8 | '8' << 16 | '9' << 24;
    assertEquals(0xe3069283, new ImageChecksum().of(digits, label));
    ByteBuffer direct = ByteBuffer.allocateDirect(9).put(2, digits).position(2).limit(7);
    assertEquals(0xe3069283, new ImageChecksum().of(direct, label));
    assertEquals(7, direct.position());
  }

  /** Alone, in a batch, and in one so large that it is read in pieces. */
  @Test
  void noticesAWrongPixelOrLabel(@TempDir Path folder) throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(32, 32), COUNT);
    try (ImageStore good = written(images, folder)) {
      for (int bit : new int[] {1, 0x40, 0x80}) {
        for (int batch : new int[] {1, 100, COUNT}) {
          assertNoticed(CheckedStore.of(new Wrong(good, bit, 0), "a store"), batch);
          assertNoticed(CheckedStore.of(new Wrong(good, 0, bit), "a store"), batch);
        }
      }
      assertReadsAll(CheckedStore.of(new Wrong(good, 0, 0), "a store"), images);
    }
  }

  private static void assertNoticed(ImageStore store, int batch) {
    int[] indices = new int[batch];
    for (int i = 0; i < batch; i++) {
      indices[i] = (DAMAGED + 1 + i) % COUNT;
    }
    indices[batch - 1] = DAMAGED;
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * store.shape().bytes());
    StoreException e =
        assertThrows(
            StoreException.class, () -> store.read(indices, 0, batch, pixels, new int[batch]));
    assertTrue(e.getMessage().startsWith("a store: image 700: damaged: "), e.getMessage());
  }

  private static void assertReadsAll(ImageStore store, TestImages images) throws IOException {
    ContentDigest digest = new ContentDigest(store.shape());
    digest.add(store, 0, store.size());
    assertEquals(images.digest(), digest.hex());
  }

  @Test
  void refusesAStoreWithoutChecksums(@TempDir Path folder) throws IOException {
    try (ImageStore memory = MemoryStore.copyOf(written(TestImages.of(SHAPE, 3), folder))) {
      assertThrows(IllegalArgumentException.class, () -> CheckedStore.of(memory, "memory"));
    }
  }
}
