package io.github.imagefeed.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of numpy arrays, through numpy. */
final class NpzTargetTest {

  private static final ExportTarget NPZ = new NpzTarget();

  @TempDir Path folder;

  @Test
  void numpyReadsImagesLabelsAndNames() throws Exception {
    Python.assumeHas("numpy", "python3-numpy");
    for (Layout layout : Layout.values()) {
      for (int channels : new int[] {1, 3}) {
        TestImages images = TestImages.of(new ImageShape(5, 7, channels, layout), 9_001);
        Path path = folder.resolve(layout + "-" + channels + ".npz");
        Exported.write(NPZ, images, path);
        List<String> lines =
            Exported.assertPythonReads(
                images,
                """
                import numpy
                arrays = numpy.load(sys.argv[1], allow_pickle=False)
                images, labels = arrays["images"], arrays["labels"]
                print(*arrays.files, images.shape, labels.dtype.str, labels.shape)
                print("|".join(arrays["class_names"]))
                """,
                path);
        assertEquals(
            List.of(
                "images labels class_names (9001, 5, 7, " + channels + ") <i8 (9001,)",
                String.join("|", images.classes().names())),
            lines);
        assertTrue(NPZ.isOwn(path));
      }
    }
  }

  @Test
  void twoStoresHaveTheNamesOfKeras() throws Exception {
    Python.assumeHas("numpy", "python3-numpy");
    TestImages train = TestImages.of(ImageShape.rgb(4, 4), 30);
    TestImages test = new TestImages(train.shape(), 11, train.classes(), 99);
    Path path = folder.resolve("both.npz");
    Exported.write(NPZ, train, test, path);
    for (String part : List.of("train", "test")) {
      List<String> lines =
          Exported.assertPythonReads(
              part.equals("train") ? train : test,
              """
              import numpy
              arrays = numpy.load(sys.argv[1])
              images, labels = arrays["x_PART"], arrays["y_PART"]
              print(*arrays.files)
              """
                  .replace("PART", part),
              path);
      assertEquals(List.of("x_train y_train x_test y_test class_names"), lines);
    }
  }

  @Test
  void testImagesMustBeOfTheSameKind() throws Exception {
    TestImages.of(ImageShape.rgb(4, 4), 3).write(new Hdf5Format(), folder.resolve("a.h5"));
    TestImages.of(ImageShape.rgb(4, 5), 3).write(new Hdf5Format(), folder.resolve("b.h5"));
    new TestImages(ImageShape.rgb(4, 4), 3, ClassNames.of("dog", "cat"), 1)
        .write(new Hdf5Format(), folder.resolve("c.h5"));
    try (ImageStore a = Exported.open(folder.resolve("a.h5"));
        ImageStore b = Exported.open(folder.resolve("b.h5"));
        ImageStore c = Exported.open(folder.resolve("c.h5"))) {
      assertTrue(refusal(a, b).contains("4x5x3"), refusal(a, b));
      assertTrue(refusal(a, c).contains("[dog, cat]"), refusal(a, c));
    }
  }

  private static String refusal(ImageStore train, ImageStore test) {
    return assertThrows(
            IllegalArgumentException.class, () -> new ExportImages(train, Optional.of(test)))
        .getMessage();
  }

  @Test
  void otherZipFilesAreNotItsOwn() throws Exception {
    Path path = folder.resolve("letters.npz");
    Files.writeString(path, "PK\3\4, dear Sirs");
    assertFalse(NPZ.isOwn(path));
    try (OutputStream file = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("class_names.npy"));
    }
    assertFalse(NPZ.isOwn(path), "numpy's own");
  }

  /** Beyond 4 GB, of which deflated zeros are few. */
  @Test
  @Tag("long")
  void arraysMayBeLongerThanFourGigabytes() throws Exception {
    Python.assumeHas("numpy", "python3-numpy");
    Path path = folder.resolve("large.npz");
    byte[] image = new byte[3 << 20];
    int count = 1_400;
    try (NpzWriter writer = new NpzWriter(path, Deflater.BEST_SPEED)) {
      writer.begin("images", new NpyHeader("|u1", List.of(count, 1024, 1024, 3)));
      for (int i = 0; i < count; i++) {
        image[i] = (byte) (i + 1);
        writer.write(image);
      }
      writer.putLongs("labels", new int[] {5, 6});
      writer.finish();
    }
    List<String> lines =
        Python.run(
            """
            import sys, zipfile, numpy
            with zipfile.ZipFile(sys.argv[1]) as z, z.open("images.npy") as f:
                print(z.getinfo("images.npy").file_size)
                print(numpy.lib.format.read_magic(f), numpy.lib.format.read_array_header_1_0(f))
                size = sum = 0
                while piece := f.read(3 << 20):
                    size += len(piece)
                    last = piece
            print(size, last[1399], last[1400], *numpy.load(sys.argv[1])["labels"])
            """,
            path);
    long bytes = (long) count * image.length;
    assertEquals(
        List.of(
            String.valueOf(bytes + 128),
            "(1, 0) ((1400, 1024, 1024, 3), False, dtype('uint8'))",
            bytes + " " + (1400 % 256) + " 0 5 6"),
        lines);
  }
}
