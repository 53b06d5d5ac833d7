package io.github.imagefeed.store.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files through Arrow's C++ library, by way of pyarrow; skipped where that lacks. */
final class ArrowPythonTest {

  /** Prints types, places, and a digest computed as {@code ContentDigest} says. */
  private static final String READ =
      """
      import hashlib, json, struct, sys, pyarrow as pa
      def crc32c(data):
          crc = 0xFFFFFFFF
          for byte in data:
              crc ^= byte
              for _ in range(8):
                  crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
          return crc ^ 0xFFFFFFFF
      source = pa.memory_map(sys.argv[1])
      start = source.read_buffer(1).address
      table = pa.ipc.open_file(source).read_all()
      table.validate(full=True)
      manifest = json.loads(table.schema.metadata[b"imagefeed"])
      layout = manifest["layout"]
      names = list(layout)
      h, w, c = (manifest[n] for n in ("height", "width", "channels"))
      shape = dict(zip("HWC", (h, w, c)))
      image = pa.fixed_shape_tensor(pa.uint8(), [shape[n] for n in names], dim_names=names)
      assert table.schema.field("image").equals(pa.field("image", image, nullable=False))
      print(table.num_rows, table.column("image").num_chunks, pa.total_allocated_bytes())
      print(table.schema.field("label"), "|", table.schema.field("checksum"))
      print(manifest["source"], "|".join(manifest["classes"]))
      link = hashlib.sha256(struct.pack("<iii", h, w, c)).digest()
      for batch in table.to_batches():
          pixels = batch["image"].to_numpy_ndarray()
          assert pixels.ctypes.data % 4096 == start % 4096, "pixels start at a page"
          assert pixels.shape[1:] == tuple(shape[n] for n in names)
          pixels = pixels if layout == "CHW" else pixels.transpose(0, 3, 1, 2)
          for i, label in enumerate(batch["label"].to_numpy()):
              link = hashlib.sha256(link + struct.pack("<i", label) + pixels[i].tobytes()).digest()
      print(link.hex(), manifest["digest"])
      first = table.to_batches()[0]
      stored = first["image"].storage
      for i in range(min(5, len(first))):
          data = stored[i].values.to_numpy().tobytes()
          assert crc32c(data + struct.pack("<i", first["label"][i].as_py())) == \\
              first["checksum"][i].as_py()
      """;

  /** Writes the table anew; in batches of another size where one is given. */
  private static final String WRITE =
      """
      import sys, pyarrow as pa, pyarrow.feather as feather
      table = feather.read_table(sys.argv[1])
      more = {"chunksize": int(sys.argv[4])} if len(sys.argv) > 4 else {}
      table = table.combine_chunks() if more else table
      feather.write_feather(table, sys.argv[2], compression=sys.argv[3], **more)
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requirePyarrow() throws IOException, InterruptedException {
    Python.assumeImports("pyarrow", "pyarrow: python3 -m pip install pyarrow");
  }

  @ParameterizedTest
  @CsvSource({"CHW, 0, 1", "HWC, 0, 1", "CHW, 50, 6", "HWC, 1, 300", "CHW, 300, 1"})
  void pyarrowReadsTheSame(Layout layout, int batch, int chunks)
      throws IOException, InterruptedException {
    TestImages images = TestImages.of(new ImageShape(6, 5, 3, layout), 300);
    Path path = folder.resolve("store.arrow");
    StoreManifest manifest =
        images.write(batch == 0 ? new ArrowFormat() : new ArrowFormat(batch), path);
    assertEquals(
        List.of(
            "300 " + chunks + " 0",
            "pyarrow.Field<label: int32 not null> | pyarrow.Field<checksum: uint32 not null>",
            manifest.source() + " " + String.join("|", manifest.classes().names()),
            images.digest() + " " + images.digest()),
        Python.run(READ, path));
  }

  /** Also in batches that are no longer ours. */
  @Test
  void whatPyarrowWritesAnewOpens() throws IOException, InterruptedException {
    TestImages images = TestImages.of(new ImageShape(6, 5, 3, Layout.CHW), 300);
    Path path = folder.resolve("store.arrow");
    StoreManifest manifest = images.write(new ArrowFormat(50), path);
    Path anew = folder.resolve("anew.arrow");
    for (Object[] arguments :
        List.of(
            new Object[] {path, anew, "uncompressed"},
            new Object[] {path, anew, "uncompressed", 70})) {
      Python.run(WRITE, arguments);
      try (ImageStore store = new ArrowFormat().open(anew)) {
        assertEquals(manifest, store.manifest());
        assertEquals(images.digest(), Verify.digest(store));
      }
      assertThrows(StoreException.class, () -> new ArrowFormat().openStrictly(anew));
    }
    Python.run(WRITE, path, anew, "lz4");
    String message =
        assertThrows(StoreException.class, () -> new ArrowFormat().open(anew)).getMessage();
    assertTrue(message.contains("compressed"), message);
  }
}
