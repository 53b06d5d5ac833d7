package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.TestImages;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of h5py, and of jHDF where there is no Python. A foreign file has no digest. */
final class ForeignHdf5ContractTest {

  private static final String SCRIPT =
      """
      import sys, h5py, numpy as np
      path, pixels, dims, how = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4]
      dims = tuple(map(int, dims.split(",")))
      labels = np.fromfile(sys.argv[5], "<i4")
      more = {}
      if how == "gzip":
          more = {"compression": "gzip", "chunks": (min(10, dims[0]),) + dims[1:]}
      if how == "cut":
          more = {"compression": "lzf", "chunks": tuple((d + 1) // 2 for d in dims)}
      with h5py.File(path, "w") as f:
          f.create_dataset("images", data=np.fromfile(pixels, "u1").reshape(dims), **more)
          f["labels"] = labels
      """;

  /** What every foreign store does another way: it has no digest, and a source of its own. */
  interface Foreign extends ImageStoreContract {

    @Override
    @Test
    default void saysWhatItHolds(@TempDir Path folder) throws IOException {
      TestImages images = TestImages.of(SHAPE, COUNT);
      try (ImageStore store = open(images, folder)) {
        assertEquals(SHAPE, store.shape());
        assertEquals(COUNT, store.size());
        assertEquals(TestImages.CLASSES, store.classes());
        assertEquals("foreign.h5:/images", store.manifest().source());
        assertTrue(store.manifest().contentDigest().isEmpty());
        assertTrue(store.checksums().isEmpty());
      }
    }

    @Override
    @Test
    default void digestIsOfTheImagesAndNotOfTheLayout(@TempDir Path folder) throws IOException {
      TestImages grey = TestImages.of(new ImageShape(6, 6, 1, Layout.CHW), 5);
      try (ImageStore store = open(grey, folder)) {
        assertTrue(store.manifest().contentDigest().isEmpty());
      }
    }
  }

  private abstract static class ByPython implements Foreign {

    private final String how;

    ByPython(String how) {
      this.how = how;
    }

    @BeforeAll
    static void requireH5py() throws IOException, InterruptedException {
      Python.assumeHas("h5py", "python3-h5py");
    }

    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      Files.createDirectories(folder);
      Path pixels = folder.resolve("pixels");
      Path labels = folder.resolve("labels");
      try (OutputStream all = Files.newOutputStream(pixels);
          OutputStream each = Files.newOutputStream(labels)) {
        for (int i = 0; i < images.count(); i++) {
          all.write(images.pixels(i));
          each.write(new byte[] {(byte) images.label(i), 0, 0, 0});
        }
      }
      Path path = folder.resolve("foreign.h5");
      try {
        Python.run(SCRIPT, path, pixels, dims(images), how, labels);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
      return opened(images, path);
    }
  }

  private static ImageStore opened(TestImages images, Path path) throws IOException {
    assertTrue(new ForeignHdf5().recognises(path));
    return new ForeignHdf5(
            Optional.of("/images"),
            Optional.of("/labels"),
            Optional.of(images.classes()),
            Optional.of(images.shape().layout()))
        .open(path);
  }

  private static String dims(TestImages images) {
    ImageShape shape = images.shape();
    return images.count()
        + (shape.layout() == Layout.HWC
            ? "," + shape.height() + "," + shape.width() + "," + shape.channels()
            : "," + shape.channels() + "," + shape.height() + "," + shape.width());
  }

  @Nested
  final class Contiguous extends ByPython {
    Contiguous() {
      super("contiguous");
    }
  }

  @Nested
  final class GzipByTen extends ByPython {
    GzipByTen() {
      super("gzip");
    }
  }

  @Nested
  final class LzfOfHalves extends ByPython {
    LzfOfHalves() {
      super("cut");
    }
  }

  /** Without Python. */
  @Nested
  final class DeflatedByJhdf implements Foreign {

    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      Files.createDirectories(folder);
      Path path = folder.resolve("foreign.h5");
      ImageShape shape = images.shape();
      boolean hwc = shape.layout() == Layout.HWC;
      int a = hwc ? shape.height() : shape.channels();
      int b = hwc ? shape.width() : shape.height();
      int c = hwc ? shape.channels() : shape.width();
      byte[][][][] pixels = new byte[images.count()][a][b][c];
      int[] labels = new int[images.count()];
      for (int n = 0; n < labels.length; n++) {
        byte[] image = images.pixels(n);
        for (int i = 0; i < image.length; i++) {
          pixels[n][i / c / b][i / c % b][i % c] = image[i];
        }
        labels[n] = images.label(n);
      }
      DatasetCreationOptions how =
          DatasetCreationOptions.builder()
              .unsigned()
              .chunkDimensions(Math.min(7, labels.length), a, b, c)
              .shuffle()
              .deflate()
              .build();
      try (WritableHdfFile file = HdfFile.write(path)) {
        file.putDataset("images", pixels, how);
        file.putDataset("labels", labels);
      }
      return opened(images, path);
    }
  }
}
