package io.github.imagefeed.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Images of tests on their way out and, by Python, back. */
final class Exported {

  private Exported() {}

  /** Exports images by way of a store beside the place. */
  static void write(ExportTarget target, TestImages images, Path path) throws IOException {
    Path file = path.resolveSibling(path.getFileName() + ".h5");
    images.write(new Hdf5Format(), file);
    try (ImageStore store = open(file)) {
      Export.run(target, new ExportImages(store, Optional.empty()), path, false, done -> {});
    }
  }

  /** The same with images to test on. */
  static void write(ExportTarget target, TestImages train, TestImages test, Path path)
      throws IOException {
    Path first = path.resolveSibling(path.getFileName() + ".h5");
    Path second = path.resolveSibling(path.getFileName() + ".test.h5");
    train.write(new Hdf5Format(), first);
    test.write(new Hdf5Format(), second);
    try (ImageStore store = open(first);
        ImageStore tests = open(second)) {
      ExportImages images = new ExportImages(store, Optional.of(tests));
      Export.run(target, images, path, false, done -> {});
    }
  }

  static ImageStore open(Path store) throws IOException {
    return CheckedStore.of(new Hdf5Format().open(store), store.toString());
  }

  /** The pixels of an image, H×W×C. */
  static byte[] interleaved(TestImages images, int index) {
    byte[] pixels = images.pixels(index);
    ImageShape shape = images.shape();
    if (shape.layout() == Layout.HWC || shape.channels() == 1) {
      return pixels;
    }
    byte[] turned = new byte[pixels.length];
    Pixels.transpose(pixels, shape, turned);
    return turned;
  }

  /**
   * Runs a script that leaves {@code images}, N×H×W×C, and {@code labels} in these variables, and
   * compares both.
   *
   * @return what it prints
   */
  static List<String> assertPythonReads(TestImages images, String script, Path path)
      throws IOException, InterruptedException {
    Path pixels = path.resolveSibling("read.bin");
    String end =
        """

        import numpy
        images = numpy.asarray(images)
        assert images.dtype == numpy.uint8, images.dtype
        open(sys.argv[2], "wb").write(images.tobytes())
        print(*[int(label) for label in labels])
        """;
    List<String> lines = Python.run("import sys\n" + script + end, path, pixels);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < images.count(); i++) {
      expected.writeBytes(interleaved(images, i));
    }
    assertArrayEquals(expected.toByteArray(), Files.readAllBytes(pixels));
    String labels =
        IntStream.range(0, images.count())
            .mapToObj(i -> String.valueOf(images.label(i)))
            .collect(Collectors.joining(" "));
    assertEquals(labels, lines.get(lines.size() - 1));
    return lines.subList(0, lines.size() - 1);
  }
}
