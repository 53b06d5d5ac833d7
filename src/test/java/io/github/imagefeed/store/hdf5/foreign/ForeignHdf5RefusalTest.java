package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What h5py can write and is not read here, and a file that no int addresses. */
final class ForeignHdf5RefusalTest {

  private static final String HEAD =
      """
      import sys, h5py, numpy as np
      path = sys.argv[1]
      images, labels = np.ones((20, 8, 8, 3), "u1"), np.zeros(20, "i4")
      f = h5py.File(path, "w", libver="latest")
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requireH5py() throws IOException, InterruptedException {
    Python.assumeHas("h5py", "python3-h5py");
  }

  private String refused(String script) throws IOException, InterruptedException {
    Path path = folder.resolve("refused.h5");
    Files.deleteIfExists(path);
    Python.run(HEAD + script + "\nf.close()\n", path);
    assertTrue(new ForeignHdf5().recognises(path), "refused when opened, with the reason");
    StoreException e = assertThrows(StoreException.class, () -> new ForeignHdf5().open(path));
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    return e.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f['images'] = images.astype('u2'); f['labels'] = labels | uint16",
        "f['images'] = images.astype('f2'); f['labels'] = labels | float16",
        "f['images'] = images > 0; f['labels'] = labels | enumdatatype",
        "f['images'] = images; f['labels'] = labels.astype('f4') | /labels 20 float32",
        "f['images'] = images; f['labels'] = np.eye(10)[labels].astype('u1') | 20x10 uint8",
        "f['images'] = images; f['labels'] = [str(i) for i in labels] | /labels 20 text",
        "f['images'] = images[:0]; f['labels'] = labels[:0] | 0x8x8x3",
        "f['t'] = np.dtype('u1'); f['labels'] = labels;"
            + " f.create_dataset('images', data=images, dtype=f['t']) | committed",
        "f['labels'] = labels; f.create_dataset('images', data=images, external='/dev/null')"
            + " | External Data Files",
        "f['labels'] = labels; v = h5py.VirtualLayout((20, 8, 8, 3), 'u1');"
            + " v[:] = h5py.VirtualSource('x.h5', 'd', (20, 8, 8, 3));"
            + " f.create_virtual_dataset('images', v) | Virtual storage",
        "f['labels'] = labels; f.create_dataset('images', data=images, scaleoffset=4)"
            + " | number 6 'undefined'; write it anew with gzip",
        "f['images'] = images; f.create_dataset('labels', (20,), 'i4', chunks=(5,))[0:5] = 1"
            + " | not all labels were written",
        "f['labels'] = labels; f['pictures'] = h5py.ExternalLink('x.h5', '/d') | no images",
        "f.attrs['classes'] = ['a', 'b']; f['images'] = images; f['labels'] = labels + 2"
            + " | label 2, expected 0 to 1",
      })
  void saysWhy(String script, String reason) throws IOException, InterruptedException {
    String message = refused(script);
    assertTrue(message.contains(reason), message);
  }

  /** A sparse file of 4.6 GB, of which some MB are written; its labels lie behind the images. */
  @Test
  void metadataBeyondTwoGibibytes() throws IOException, InterruptedException {
    Path path = folder.resolve("large.h5");
    Python.run(
        """
        import sys, h5py, numpy as np
        n = 1_500_000
        with h5py.File(sys.argv[1], "w") as f:
            how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            how.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
            g = f.create_group("set")
            space = h5py.h5s.create_simple((n, 32, 32, 3))
            h5py.h5d.create(g.id, b"images", h5py.h5t.NATIVE_UINT8, space, how)
            for i in (0, 699050, 1398101, n - 1):
                g["images"][i] = i % 251
            g.create_dataset("labels", data=np.arange(n) % 7, chunks=(100000,), compression="gzip")
            g.attrs["class_names"] = list("abcdefg")
            assert g["labels"].id.get_chunk_info(0).byte_offset > 1 << 32
        """,
        path);
    try (ImageStore store = new ForeignHdf5().open(path)) {
      assertEquals(1_500_000, store.size());
      int[] indices = {0, 699_050, 1_398_101, 1_499_999, 5};
      ByteBuffer pixels = ByteBuffer.allocateDirect(indices.length * store.shape().bytes());
      int[] labels = new int[indices.length];
      store.read(indices, 0, indices.length, pixels, labels);
      byte[] first = new byte[indices.length];
      for (int k = 0; k < indices.length; k++) {
        first[k] = pixels.get(k * store.shape().bytes());
        assertEquals(indices[k] % 7, labels[k]);
      }
      assertArrayEquals(
          new byte[] {
            0, (byte) (699_050 % 251), (byte) (1_398_101 % 251), (byte) (1_499_999 % 251), 0
          },
          first);
    }
  }
}
