package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.RegionWriter;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Positions beyond what an int, signed or unsigned, can say. */
final class Hdf5LargeFileTest {

  private static final int COUNT = 1_500_000;
  private static final ImageShape SHAPE = ImageShape.rgb(32, 32);

  /** First, last, and either side of the ends of 2 and 4 GiB. */
  private static final int[] TOUCHED = {
    0, 699_049, 699_050, 699_051, 1_398_100, 1_398_101, COUNT - 1
  };

  @TempDir Path folder;

  /**
   * The file is sparse: it says 4.6 GB and takes some hundred KB where the file system can do so.
   */
  @Test
  void imagesBeyondFourGibibytes() throws IOException {
    StoreManifest manifest = new StoreManifest(SHAPE, COUNT, Samples.TWO, "sparse", "0".repeat(64));
    assertTrue(new Hdf5Header(manifest, Optional.empty()).labelsAt() > 1L << 32);
    Path path = sparse(manifest, TOUCHED);
    try (ImageStore store = new Hdf5Format().open(path)) {
      assertEquals(manifest, store.manifest());
      assertEquals(2, store.checksums().orElseThrow()[COUNT - 1]);
      List<byte[]> images = Samples.readAll(store, TOUCHED);
      for (int k = 0; k < TOUCHED.length; k++) {
        assertArrayEquals(Samples.pixels(TOUCHED[k], SHAPE.bytes()), images.get(k));
      }
    }
  }

  /** Labels take four bytes an image in memory, 400 MB here; images none. */
  @Test
  void aHundredMillionImages() throws IOException {
    int count = 100_000_000;
    ImageShape dot = new ImageShape(1, 1, 1, Layout.CHW);
    StoreManifest manifest = new StoreManifest(dot, count, Samples.TWO, "sparse", "0".repeat(64));
    int[] touched = {0, 1, count / 2, count - 2, count - 1};
    Path path = sparse(manifest, touched);
    try (ImageStore store = new Hdf5Format().open(path)) {
      assertEquals(manifest, store.manifest());
      ByteBuffer pixels = ByteBuffer.allocateDirect(touched.length);
      int[] labels = new int[touched.length];
      store.read(touched, 0, touched.length, pixels, labels);
      assertArrayEquals(new int[] {0, 0, 0, 0, 1}, labels);
      for (int k = 0; k < touched.length; k++) {
        assertEquals(Samples.pixels(touched[k], 1)[0], pixels.get(k), "image " + touched[k]);
      }
      IndexOutOfBoundsException e =
          assertThrows(
              IndexOutOfBoundsException.class,
              () -> store.read(new int[] {count}, 0, 1, pixels, labels));
      assertTrue(e.getMessage().contains("100000000"), e.getMessage());
    }
  }

  /**
   * Images and labels of zeros, but for some images, the last label, which is 1, and its checksum,
   * 2.
   */
  private Path sparse(StoreManifest manifest, int[] touched) throws IOException {
    int bytes = manifest.shape().bytes();
    Path path = folder.resolve("large.h5");
    Hdf5Header header = new Hdf5Header(manifest, Optional.empty());
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      RegionWriter.write(path, channel, header.toBuffer(), 0);
      for (int index : touched) {
        RegionWriter image =
            new RegionWriter(path, channel, header.imagesAt() + (long) index * bytes, 1000);
        image.put(Samples.pixels(index, bytes));
        image.flush();
      }
      long lastLabel = header.labelsAt() + 4L * (manifest.count() - 1);
      RegionWriter.write(path, channel, ByteBuffer.wrap(new byte[] {1, 0, 0, 0}), lastLabel);
      long lastChecksum = header.checksumsAt() + 4L * (manifest.count() - 1);
      RegionWriter.write(path, channel, ByteBuffer.wrap(new byte[] {2, 0, 0, 0}), lastChecksum);
    }
    return path;
  }
}
