package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's Pillow, the library that most PNG data sets were made with, reads and rewrites ours. */
class PngPillowTest {

  /** Writes the pixels of the first file to the third, then the first file anew to the second. */
  private static final String SCRIPT =
      """
      import sys
      from PIL import Image
      image = Image.open(sys.argv[1])
      open(sys.argv[3], 'wb').write(image.tobytes())
      image.save(sys.argv[2], optimize=True)
      """;

  @TempDir Path folder;

  @Test
  void readsAndRewrites() throws Exception {
    Python.assumeHas("PIL.Image", "python3-pil");
    for (int channels : new int[] {1, 3}) {
      for (PngCompression compression : PngCompression.values()) {
        roundTrip(new ImageShape(13, 17, channels, Layout.CHW), compression);
      }
    }
  }

  private void roundTrip(ImageShape shape, PngCompression compression) throws Exception {
    Path root = folder.resolve(compression + "-" + shape.channels());
    PngImages.write(root, compression, shape, 1);
    byte[] pixels = PngImages.pixels(shape, 0);
    Path image = root.resolve(PngFiles.image(0));
    Path raw = folder.resolve("raw");
    Python.run(SCRIPT, image, image, raw);
    assertArrayEquals(PngImages.interleaved(pixels, shape), Files.readAllBytes(raw));
    try (ImageStore store = new PngFormat().open(root)) {
      assertArrayEquals(pixels, PngImages.read(store, 0));
    }
  }
}
