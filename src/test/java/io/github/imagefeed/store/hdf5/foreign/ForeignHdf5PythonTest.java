package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that h5py writes in all the ways that people write them; each must give what numpy reads
 * from it. Skipped where h5py is missing.
 */
final class ForeignHdf5PythonTest {

  /** Writes each file, and beside it the pixels and labels that h5py reads from it again. */
  private static final String SCRIPT =
      """
      import sys, h5py, numpy as np
      folder = sys.argv[1]
      rng = np.random.RandomState(5)
      N = 131
      # Smooth, as photographs are, so that compression has something to do.
      ramp = np.add.outer(np.arange(32), np.arange(32))[None, :, :, None]
      images = (ramp * 3 + rng.randint(0, 64, (N, 1, 1, 3)) + rng.randint(0, 9, (N, 32, 32, 3)))
      images = images.astype("u1")
      labels = rng.randint(0, 10, N)
      def save(name, path, lpath, f, to_u8=None):
          f.close()
          with h5py.File(f"{folder}/{name}.h5", "r") as g:
              x, y = g[path][()], g[lpath][()]
              layout = "CHW" if x.ndim == 4 and x.shape[1] in (1, 3) else "HWC"
              if x.dtype.kind == "f":
                  x = np.floor(x.astype("f8") * 255 + 0.5)
              x.astype("u1").tofile(f"{folder}/{name}.pixels")
              y.reshape(-1).astype("<i4").tofile(f"{folder}/{name}.labels")
              with open(f"{folder}/{name}.text", "w") as t:
                  t.write(f"{layout} {'x'.join(map(str, x.shape))}\\n")
      def new(name, **how):
          return h5py.File(f"{folder}/{name}.h5", "w", **how)
      def plain(name, x=images, y=labels, names=("images", "labels"), libver=None, user=None, **how):
          more = {} if user is None else {"userblock_size": user}
          f = new(name, libver=libver, **more)
          f.create_dataset(names[0], data=x, **how)
          f.create_dataset(names[1], data=y)
          save(name, names[0], names[1], f)
      plain("contiguous")
      plain("contiguous-latest", libver="latest")
      plain("user-block", user=512)
      plain("user-block-chunks", user=2048, chunks=(16, 32, 32, 3), compression="gzip")
      plain("planes", x=images.transpose(0, 3, 1, 2).copy())
      plain("grey", x=images[:, :, :, 0].copy())
      plain("grey-4", x=images[:, :, :, :1].copy())
      plain("odd-sides", x=images[:, :29, :17].copy(), chunks=(7, 8, 5, 2), compression="gzip")
      plain("x-y", names=("X", "y"))
      plain("data-label", names=("data", "label"))
      plain("keras", names=("x_train", "y_train"), y=labels.reshape(-1, 1).astype("u1"))
      plain("real-python", names=("images", "meta"), y=labels.astype("u1"))
      plain("tutorial", names=("train_img", "train_labels"))
      for t in ("i1", "u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8"):
          plain("labels-" + t.replace("<", "le").replace(">", "be"), y=labels.astype(t))
      for t in ("<f4", ">f4", "<f8", ">f8"):
          name = t.replace("<", "le").replace(">", "be")
          plain("float-" + name, x=(images / 255).astype(t))
          plain("float-chunks-" + name, x=(images / 255).astype(t), chunks=(9, 32, 32, 3))
          plain("float-gzip-" + name, x=(images / 255).astype(t), chunks=(9, 16, 32, 2), compression="gzip", shuffle=True)
      for lib in (None, "latest"):
          tag = "" if lib is None else "-latest"
          plain("guessed" + tag, chunks=True, libver=lib)
          plain("guessed-gzip" + tag, compression="gzip", libver=lib)
          for shape in ((16, 32, 32, 3), (1, 32, 32, 3), (13, 4, 4, 1), (131, 32, 32, 3), (7, 5, 9, 2)):
              at = tag + "-" + "x".join(map(str, shape))
              plain("chunks" + at, chunks=shape, libver=lib)
              plain("gzip" + at, chunks=shape, compression="gzip", libver=lib)
              plain("gzip-shuffle-fletcher" + at, chunks=shape, compression="gzip", shuffle=True, fletcher32=True, libver=lib)
              plain("lzf" + at, chunks=shape, compression="lzf", libver=lib)
              plain("lzf-shuffle" + at, chunks=shape, compression="lzf", shuffle=True, libver=lib)
              plain("fletcher" + at, chunks=shape, fletcher32=True, libver=lib)
              grown = (None, 32, 32, 3)
              plain("growing" + at, chunks=shape, maxshape=grown, libver=lib)
              plain("growing-gzip" + at, chunks=shape, maxshape=grown, compression="gzip", libver=lib)
              plain("growing-all" + at, chunks=shape, maxshape=(None,) * 4, compression="lzf", libver=lib)
              plain("larger" + at, chunks=shape, maxshape=(None, 64, 40, 5), libver=lib)
              plain("larger-fixed" + at, chunks=shape, maxshape=(1000, 64, 40, 5), compression="gzip", libver=lib)
              plain("second-grows" + at, chunks=shape, maxshape=(1000, None, 40, 5), compression="gzip", libver=lib)
          noise = rng.randint(0, 256, images.shape).astype("u1")
          plain("lzf-of-noise" + tag, x=noise, chunks=(16, 32, 32, 3), compression="lzf", libver=lib)
          for many in (3, 1500, 6000):
              small = rng.randint(0, 256, (many, 3, 2, 2)).astype("u1")
              y = np.arange(many) % 7
              plain(f"many-{many}{tag}", x=small, y=y, chunks=(1, 3, 2, 2), libver=lib)
              plain(f"many-gzip-{many}{tag}", x=small, y=y, chunks=(1, 3, 2, 2), compression="gzip", libver=lib)
              plain(f"many-growing-{many}{tag}", x=small, y=y, chunks=(1, 3, 2, 2), maxshape=(None, 3, 2, 2), libver=lib)
              plain(f"many-growing-gzip-{many}{tag}", x=small, y=y, chunks=(1, 3, 2, 2), maxshape=(None, 3, 2, 2), compression="gzip", libver=lib)
          # Chunks that were never written, with a fill value of their own.
          for how in ({}, {"compression": "gzip"}):
              for most in (None, (None, 32, 32, 3)):
                  for chunk in ((4, 32, 32, 3), (4, 16, 16, 1)):
                      name = f"gaps{tag}-{len(how)}-{most is None}-{chunk[1]}"
                      f = new(name, libver=lib)
                      d = f.create_dataset("images", (N, 32, 32, 3), "u1", chunks=chunk, maxshape=most, fillvalue=77, **how)
                      for i in (0, 17, 18, 60, 130):
                          d[i, :20] = images[i, :20]
                      f["labels"] = labels
                      save(name, "images", "labels", f)
              f = new(f"gaps-many{tag}-{len(how)}", libver=lib)
              d = f.create_dataset("images", (9000, 2, 2, 3), "u1", chunks=(1, 2, 2, 3), maxshape=(None, 2, 2, 3), **how)
              for i in (0, 1, 5, 100, 5000, 8999):
                  d[i] = images[i % N, :2, :2]
              f["labels"] = np.zeros(9000, "i4")
              save(f"gaps-many{tag}-{len(how)}", "images", "labels", f)
      f = new("never-written")
      f.create_dataset("images", (5, 4, 4, 3), "u1", fillvalue=9)
      f["labels"] = np.zeros(5, "i4")
      save("never-written", "images", "labels", f)
      f = new("shrunk", libver="latest")
      d = f.create_dataset("images", data=images, chunks=(8, 32, 32, 3), maxshape=(None, 32, 32, 3))
      d.resize(40, axis=0)
      f["labels"] = labels[:40]
      save("shrunk", "images", "labels", f)
      f = new("compact")
      space = h5py.h5s.create_simple((9, 4, 5, 3))
      how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
      how.set_layout(h5py.h5d.COMPACT)
      d = h5py.h5d.create(f.id, b"images", h5py.h5t.NATIVE_UINT8, space, how)
      d.write(h5py.h5s.ALL, h5py.h5s.ALL, images[:9, :4, :5].copy())
      f["labels"] = labels[:9]
      save("compact", "images", "labels", f)
      f = new("early")
      how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
      how.set_chunk((8, 32, 32, 3))
      how.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
      d = h5py.h5d.create(f.id, b"images", h5py.h5t.NATIVE_UINT8, h5py.h5s.create_simple(images.shape), how)
      d.write(h5py.h5s.ALL, h5py.h5s.ALL, images)
      f["labels"] = labels
      save("early", "images", "labels", f)
      f = new("implicit", libver="latest")
      d = h5py.h5d.create(f.id, b"images", h5py.h5t.NATIVE_UINT8, h5py.h5s.create_simple(images.shape), how)
      d.write(h5py.h5s.ALL, h5py.h5s.ALL, images)
      f["labels"] = labels
      save("implicit", "images", "labels", f)
      f = new("groups")
      f.create_group("deep/er").create_dataset("pictures", data=images, compression="gzip")
      f.create_group("answers").create_dataset("number", data=labels, compression="gzip", chunks=(10,))
      f["answers"].attrs["mean"] = 3.5
      save("groups", "deep/er/pictures", "answers/number", f)
      f = new("links")
      f["images"] = images
      f["labels"] = labels
      f["soft"] = h5py.SoftLink("/images")
      f["other"] = h5py.ExternalLink("elsewhere.h5", "/images")
      f["again"] = f["images"]
      del f["again"]
      save("links", "images", "labels", f)
      f = new("many-attributes", track_order=True)
      f["images"], f["labels"] = images, labels
      for i in range(40):
          f["images"].attrs[f"note{i}"] = "x" * 900
      save("many-attributes", "images", "labels", f)
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void requireH5py() throws IOException, InterruptedException {
    Python.assumeHas("h5py", "python3-h5py");
  }

  @TestFactory
  List<DynamicTest> givesWhatNumpyReads() throws IOException, InterruptedException {
    Python.run(SCRIPT, folder);
    List<DynamicTest> tests = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "*.h5")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".h5", "");
        tests.add(DynamicTest.dynamicTest(name, () -> assertSame(file, name)));
      }
    }
    assertTrue(tests.size() > 150, tests.size() + " files");
    return tests;
  }

  private static void assertSame(Path file, String name) throws IOException {
    String[] said = Files.readString(folder.resolve(name + ".text")).strip().split(" ", 2);
    byte[] pixels = Files.readAllBytes(folder.resolve(name + ".pixels"));
    ByteBuffer labels =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".labels")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertTrue(new ForeignHdf5().recognises(file));
    // Windows far smaller than the file, too.
    for (int stepBits : new int[] {FileWindows.STEP_BITS, 12}) {
      ForeignHdf5 reader =
          new ForeignHdf5(
              Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), stepBits);
      try (ImageStore store = reader.open(file)) {
        assertEquals(labels.capacity() / Integer.BYTES, store.size());
        assertEquals(pixels.length, (long) store.size() * store.shape().bytes());
        if (store.shape().channels() == 3) {
          assertEquals(Layout.valueOf(said[0]), store.shape().layout());
        }
        assertEquals(shape(said[1], store), said[1]);
        assertFalse(store.manifest().contentDigest().isPresent());
        assertReads(store, IntStream.range(0, store.size()).toArray(), pixels, labels);
        assertReads(store, new Random(1).ints(200, 0, store.size()).toArray(), pixels, labels);
      }
    }
  }

  private static String shape(String said, ImageStore store) {
    int h = store.shape().height();
    int w = store.shape().width();
    int c = store.shape().channels();
    String grey = store.size() + "x" + h + "x" + w;
    if (said.equals(grey)) {
      return grey;
    }
    return store.shape().layout() == Layout.HWC
        ? grey + "x" + c
        : store.size() + "x" + c + "x" + h + "x" + w;
  }

  private static void assertReads(
      ImageStore store, int[] indices, byte[] expected, ByteBuffer expectedLabels)
      throws IOException {
    int bytes = store.shape().bytes();
    int batch = 64;
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * bytes);
    int[] labels = new int[batch];
    byte[] image = new byte[bytes];
    byte[] wanted = new byte[bytes];
    for (int from = 0; from < indices.length; from += batch) {
      int to = Math.min(indices.length, from + batch);
      store.read(indices, from, to, pixels, labels);
      for (int i = from; i < to; i++) {
        pixels.get((i - from) * bytes, image);
        System.arraycopy(expected, indices[i] * bytes, wanted, 0, bytes);
        assertArrayEquals(wanted, image, "image " + indices[i]);
        assertEquals(expectedLabels.getInt(indices[i] * Integer.BYTES), labels[i - from], "label");
      }
    }
  }
}
