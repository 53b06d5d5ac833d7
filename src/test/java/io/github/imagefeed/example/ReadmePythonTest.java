package io.github.imagefeed.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.RealImages;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's lines of Python, as they stand there, read what was stored. */
final class ReadmePythonTest {

  private static final int MOST_LINES = 10;

  /** Not a multiple of the images in a block or chunk. */
  private static final int COUNT = 300;

  private static final Pattern BLOCK = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  private static final String END =
      """

      images.tofile("images.bin")
      print(images.dtype, *images.shape)
      print(*labels)
      """;

  @TempDir Path folder;

  /** The block that opens a store of that name. */
  private static String block(String store) throws IOException {
    String section = Files.readString(Path.of("README.md"));
    section = section.substring(section.indexOf("### Read them in Python"));
    List<String> found =
        BLOCK
            .matcher(section)
            .results()
            .map((MatchResult block) -> block.group(1))
            .filter(code -> code.contains('"' + store))
            .toList();
    assertEquals(1, found.size(), "blocks for " + store);
    assertTrue(found.get(0).lines().count() <= MOST_LINES, found.get(0));
    return found.get(0);
  }

  @Test
  void pngFiles() throws Exception {
    Python.assumeHas("PIL.Image, numpy", "python3-pil and python3-numpy");
    for (PngCompression compression : PngCompression.values()) {
      for (int channels : new int[] {1, 3}) {
        RealImages images = RealImages.of(COUNT, channels, Layout.CHW);
        assertReads(
            images,
            new PngFormat(compression),
            "train.png",
            channels == 1 ? "300 32 32" : "300 32 32 3",
            Layout.HWC);
      }
    }
  }

  @Test
  void lmdb() throws Exception {
    Python.assumeHas("lmdb, numpy", "python3-lmdb and python3-numpy");
    for (StoreFormat format : List.of(new LmdbFormat(), new LmdbFormat(64), new LmdbFormat(1))) {
      assertReadsAsStored(format, "train.lmdb");
    }
  }

  @Test
  void hdf5() throws Exception {
    Python.assumeHas("h5py", "python3-h5py");
    for (Hdf5Layout layout : Hdf5Layout.values()) {
      assertReadsAsStored(new Hdf5Format(layout), "train.h5");
    }
  }

  private void assertReadsAsStored(StoreFormat format, String store) throws Exception {
    for (int channels : new int[] {1, 3}) {
      for (Layout layout : Layout.values()) {
        RealImages images = RealImages.of(COUNT, channels, layout);
        ImageShape shape = images.shape();
        String axes = layout == Layout.CHW ? "300 %d %d %d" : "300 %2$d %3$d %1$d";
        String shown = String.format(axes, shape.channels(), shape.height(), shape.width());
        assertReads(images, format, store, shown, layout);
      }
    }
  }

  private void assertReads(
      RealImages images, StoreFormat format, String store, String shape, Layout layout)
      throws Exception {
    Path place = Files.createTempDirectory(folder, "images");
    images.write(format, place.resolve(store));
    List<String> lines = Python.runIn(place, block(store) + END);
    String labels = images.labels().stream().map(String::valueOf).collect(Collectors.joining(" "));
    assertEquals(List.of("uint8 " + shape, labels), lines);
    assertArrayEquals(images.bytes(layout), Files.readAllBytes(place.resolve("images.bin")));
  }
}
