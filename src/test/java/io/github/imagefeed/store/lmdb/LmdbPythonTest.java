package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.TestImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files through py-lmdb, by the layout that the package describes. */
final class LmdbPythonTest {

  /** Prints the number of images and a digest computed as {@code ContentDigest} says. */
  private static final String SCRIPT =
      """
      import hashlib, json, lmdb, numpy, struct, sys
      def crc32c(data):
          crc = 0xFFFFFFFF
          for byte in data:
              crc ^= byte
              for _ in range(8):
                  crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
          return crc ^ 0xFFFFFFFF
      with lmdb.open(sys.argv[1], readonly=True, lock=False) as env, env.begin() as txn:
          m = json.loads(txn.get(b"manifest"))
          h, w, c = m["height"], m["width"], m["channels"]
          link, count, block = hashlib.sha256(struct.pack("<iii", h, w, c)).digest(), 0, 0
          while (value := txn.get(b"%08d" % block)) is not None:
              n = len(value) // (h * w * c + 8)
              pixels = numpy.frombuffer(value, numpy.uint8, n * h * w * c)
              labels = numpy.frombuffer(value, "<i4", n, n * h * w * c)
              checksums = numpy.frombuffer(value, "<u4", n, n * (h * w * c + 4))
              for image, label, checksum in zip(pixels.reshape(n, -1), labels, checksums):
                  assert crc32c(image.tobytes() + struct.pack("<i", label)) == checksum
              if m["layout"] == "HWC":
                  pixels = pixels.reshape(n, h, w, c).transpose(0, 3, 1, 2)
              for image, label in zip(pixels.reshape(n, c, h, w), labels):
                  link = hashlib.sha256(link + struct.pack("<i", label) + image.tobytes()).digest()
              count, block = count + n, block + 1
          print(count, m["count"], "|".join(m["classes"]))
          print(link.hex())
      """;

  @TempDir Path folder;

  @Test
  void pythonReadsTheSame() throws Exception {
    Python.assumeHas("lmdb, numpy", "python3-lmdb and python3-numpy");
    for (Layout layout : Layout.values()) {
      TestImages images = TestImages.of(new ImageShape(6, 5, 3, layout), 103);
      Path path = folder.resolve(layout.name());
      images.write(new LmdbFormat(10), path);
      assertEquals(
          List.of("103 103 " + String.join("|", images.classes().names()), images.digest()),
          Python.run(SCRIPT, path));
    }
  }
}
