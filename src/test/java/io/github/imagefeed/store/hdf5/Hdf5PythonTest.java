package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files through the HDF5 library itself, by way of Python's h5py; skipped where that lacks. */
final class Hdf5PythonTest {

  /** Prints shape, types, attributes, and a digest computed as {@code ContentDigest} says. */
  private static final String SCRIPT =
      """
      import hashlib, struct, sys, h5py
      def crc32c(data):
          crc = 0xFFFFFFFF
          for byte in data:
              crc ^= byte
              for _ in range(8):
                  crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
          return crc ^ 0xFFFFFFFF
      with h5py.File(sys.argv[1], "r") as f:
          images, labels, layout = f["images"], f["labels"], f.attrs["layout"].decode()
          at = 0 if images.chunks else images.id.get_offset() % 4096
          print(images.shape, images.dtype.str, images.chunks, at)
          print(labels.shape, labels.dtype.str, labels.chunks, labels.id.get_offset() % 4096)
          print(f.attrs["program"].decode(), int(f.attrs["format_version"]), layout)
          print(f.attrs["source"].decode())
          names = f["classes"] if "classes" in f else f.attrs["classes"]
          print("|".join(n.decode() for n in names))
          pixels = images[:] if layout == "CHW" else images[:].transpose(0, 3, 1, 2)
          n, c, h, w = pixels.shape
          link = hashlib.sha256(struct.pack("<iii", h, w, c)).digest()
          for image, label in zip(pixels, labels[:]):
              link = hashlib.sha256(link + struct.pack("<i", label) + image.tobytes()).digest()
          print(link.hex(), f.attrs["digest"].decode())
          assert f["checksums"].dtype.str == "<u4"
          for image, label, checksum in zip(images[:9], labels, f["checksums"]):
              assert crc32c(image.tobytes() + struct.pack("<i", label)) == checksum
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requireH5py() throws IOException, InterruptedException {
    Python.assumeHas("h5py", "python3-h5py");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void h5pyReadsTheSame(Layout layout) throws IOException, InterruptedException {
    assertReads(new Hdf5Format(), layout, "None 0");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void h5pyReadsChunks(Layout layout) throws IOException, InterruptedException {
    String rest = layout == Layout.CHW ? "3, 6, 5) 0" : "6, 5, 3) 0";
    assertReads(new Hdf5Format(Hdf5Layout.CHUNKED, 7), layout, "(7, " + rest);
    assertReads(new Hdf5Format(Hdf5Layout.DEFLATE, 7), layout, "(7, " + rest);
    assertReads(new Hdf5Format(Hdf5Layout.DEFLATE, 500), layout, "(300, " + rest);
    assertReads(new Hdf5Format(Hdf5Layout.CHUNKED), layout, "(300, " + rest);
  }

  /** More chunks than the HDF5 library puts into an index without pages; random access to them. */
  @Test
  void h5pyReadsManyChunks() throws IOException, InterruptedException {
    StoreSpec spec = Samples.spec(new ImageShape(2, 2, 3, Layout.CHW), 5_000, Samples.TWO);
    for (Hdf5Layout layout : List.of(Hdf5Layout.CHUNKED, Hdf5Layout.DEFLATE)) {
      Path path = folder.resolve(layout + ".h5");
      Samples.write(new Hdf5Format(layout, 1), path, spec);
      String script =
          """
          import sys, h5py
          with h5py.File(sys.argv[1], "r") as f:
              images = f["images"]
              print(images.chunks, images.compression, images.compression_opts)
              for i in (4999, 0, 1023, 1024, 3000):
                  print(images[i].tobytes().hex())
          """;
      List<String> lines = new ArrayList<>();
      lines.add("(1, 3, 2, 2) " + (layout == Hdf5Layout.DEFLATE ? "gzip 4" : "None None"));
      for (int i : new int[] {4_999, 0, 1_023, 1_024, 3_000}) {
        lines.add(HexFormat.of().formatHex(Samples.pixels(i, spec.shape().bytes())));
      }
      assertEquals(lines, Python.run(script, path));
    }
  }

  private void assertReads(Hdf5Format format, Layout layout, String chunks)
      throws IOException, InterruptedException {
    // In HWC with names too long for an attribute, which are a dataset then.
    StoreSpec spec =
        new StoreSpec(
            new ImageShape(6, 5, 3, layout),
            300,
            Samples.names(1000, layout == Layout.CHW ? 5 : 30, "猫"),
            "Bilder für später");
    Path path = folder.resolve("store.h5");
    Files.deleteIfExists(path);
    StoreManifest manifest = Samples.write(format, path, spec);
    String shape = layout == Layout.CHW ? "(300, 3, 6, 5)" : "(300, 6, 5, 3)";
    assertEquals(
        List.of(
            shape + " |u1 " + chunks,
            "(300,) <i4 None 0",
            "imagefeed 3 " + layout,
            "Bilder für später",
            String.join("|", spec.classes().names()),
            manifest.digest() + " " + manifest.digest()),
        Python.run(SCRIPT, path));
  }
}
