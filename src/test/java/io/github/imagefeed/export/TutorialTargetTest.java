package io.github.imagefeed.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's files, through readers that do what its own do. */
final class TutorialTargetTest {

  private static final ExportTarget TARGET = new TutorialTarget();

  /** Fills images and labels from one of the three folders, as the functions read_many_… do. */
  private static final String SCRIPT =
      """
      import csv, pickle, pathlib, h5py, lmdb, numpy
      from PIL import Image

      class CIFAR_Image:
          def __init__(self, image, label):
              raise AssertionError("objects are made from pickles here")

          def get_image(self):
              flat = numpy.frombuffer(self.image, dtype=numpy.uint8)
              return flat.reshape(*self.size, self.channels)

      root, n = pathlib.Path(sys.argv[1]), COUNT
      if "PART" == "disk":
          images = [numpy.array(Image.open(root / "disk" / f"{i}.png")) for i in range(n)]
          with open(root / "disk" / f"{n}.csv", "r") as file:
              rows = csv.reader(file, delimiter=" ", quotechar="|", quoting=csv.QUOTE_MINIMAL)
              labels = [int(row[0]) for row in rows]
      elif "PART" == "lmdb":
          env = lmdb.open(str(root / "lmdb" / f"{n}_lmdb"), readonly=True)
          with env.begin() as txn:
              values = [pickle.loads(txn.get(f"{i:08}".encode("ascii"))) for i in range(n)]
              print(txn.stat()["entries"], sorted(vars(values[0])))
          env.close()
          images, labels = [v.get_image() for v in values], [v.label for v in values]
      else:
          file = h5py.File(root / "hdf5" / f"{n}_many.h5", "r+")
          images = numpy.array(file["/images"]).astype("uint8")
          labels = numpy.array(file["/meta"]).astype("uint8")
          big = h5py.h5t.STD_U8BE
          print([file[name].id.get_type() == big for name in file], labels.shape)
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requirePython() throws IOException, InterruptedException {
    Python.assumeHas("h5py, lmdb, PIL.Image, numpy", "python3-h5py, -lmdb, -pil and -numpy");
  }

  @Test
  void itsOwnFunctionsReadAllThree() throws Exception {
    for (ImageShape shape :
        List.of(
            ImageShape.rgb(32, 32),
            new ImageShape(9, 5, 3, Layout.HWC),
            new ImageShape(300, 200, 3, Layout.CHW))) {
      TestImages images = TestImages.of(shape, shape.height() > 99 ? 12 : 403);
      Path path = folder.resolve(shape.toString());
      Exported.write(TARGET, images, path);
      String all = "(" + images.count() + ",)";
      assertEquals(List.of(), read("disk", images, path));
      assertEquals(
          List.of(images.count() + " ['channels', 'image', 'label', 'size']"),
          read("lmdb", images, path));
      assertEquals(List.of("[True, True] " + all), read("hdf5", images, path));
      assertTrue(TARGET.isOwn(path), "with the lock file that py-lmdb makes");
    }
  }

  private static List<String> read(String part, TestImages images, Path path) throws Exception {
    String count = String.valueOf(images.count());
    return Exported.assertPythonReads(
        images, SCRIPT.replace("PART", part).replace("COUNT", count), path);
  }

  /** By the byte what pickle itself writes of such an object. */
  @Test
  void picklesAreThoseOfPython() throws Exception {
    for (ImageShape shape :
        List.of(
            ImageShape.rgb(32, 32),
            new ImageShape(8, 8, 1, Layout.CHW),
            new ImageShape(300, 1, 3, Layout.CHW),
            new ImageShape(3, 16_000, 3, Layout.CHW))) {
      byte[] pixels = TestImages.of(shape, 1).pixels(0);
      Path raw = Files.write(folder.resolve("raw"), pixels);
      List<String> lines =
          Python.run(
              """
              import pickle, sys
              class CIFAR_Image:
                  def __init__(self, image, channels, size, label):
                      self.channels = channels
                      self.size = size
                      self.image = image
                      self.label = label
              h, w, c = map(int, sys.argv[2:5])
              image = open(sys.argv[1], "rb").read()
              print(pickle.dumps(CIFAR_Image(image, c, (h, w), 6), protocol=3).hex())
              """,
              raw,
              shape.height(),
              shape.width(),
              shape.channels());
      assertEquals(lines.get(0), HexFormat.of().formatHex(CifarImagePickle.of(shape, pixels, 6)));
    }
  }

  @Test
  void whatItCannotKeepIsRefused() {
    ClassNames many = new ClassNames(IntStream.range(0, 257).mapToObj(i -> "c" + i).toList());
    TestImages images = new TestImages(ImageShape.rgb(2, 2), 5, many, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> Exported.write(TARGET, images, folder.resolve("many")));
    TestImages few = TestImages.of(ImageShape.rgb(2, 2), 5);
    assertThrows(
        IllegalArgumentException.class,
        () -> Exported.write(TARGET, few, few, folder.resolve("tests")));
  }
}
